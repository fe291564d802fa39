using Microsoft.Extensions.Logging;

namespace Indexing.Ingest.RabbitMq;

/// <summary>Log messages of the lanes; event ids 1100 to 1199.</summary>
internal static partial class RabbitMqLog
{
    [LoggerMessage(1100, LogLevel.Warning, "A message of {Queue} could not be moved to {Target}; it is kept and tried again")]
    public static partial void ForwardFailed(this ILogger logger, Exception exception, string queue, string target);

    [LoggerMessage(1101, LogLevel.Information, "A message of {Queue} failed {Attempts} times; next attempt in {Delay}. {Error}")]
    public static partial void Parked(this ILogger logger, string queue, int attempts, TimeSpan delay, string error);

    [LoggerMessage(1102, LogLevel.Error, "A message of {Queue} is a dead letter: {Reason} after {Attempts} attempts. {Error}")]
    public static partial void DeadLettered(this ILogger logger, string queue, string reason, int attempts, string error);

    [LoggerMessage(1103, LogLevel.Warning, "The queues could not be declared yet; trying again")]
    public static partial void DeclareFailed(this ILogger logger, Exception exception);
}
