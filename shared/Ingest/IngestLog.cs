using Microsoft.Extensions.Logging;

namespace Indexing.Ingest;

/// <summary>Log messages of the write path; event ids 1000 to 1099.</summary>
internal static partial class IngestLog
{
    [LoggerMessage(1000, LogLevel.Debug, "Indexed {Tenant}/{ImageId} version {Version}: {Words} words")]
    public static partial void Indexed(this ILogger logger, string tenant, string imageId, long version, int words);

    [LoggerMessage(1001, LogLevel.Information, "Rejected {Tenant}/{ImageId} version {Version}: {Reason}. {Detail}")]
    public static partial void Rejected(this ILogger logger, string tenant, string imageId, long version, string reason, string detail);

    [LoggerMessage(1002, LogLevel.Information, "Announced {Count} unfinished pictures of {Tenant} again")]
    public static partial void AnnouncedAgain(this ILogger logger, int count, string tenant);

    [LoggerMessage(1003, LogLevel.Warning, "The unfinished pictures of {Tenant} cannot be read now; trying again")]
    public static partial void PendingUnknown(this ILogger logger, Exception exception, string tenant);

    [LoggerMessage(1004, LogLevel.Warning, "The {Store} is away; work that needs it waits")]
    public static partial void StoreAway(this ILogger logger, Exception exception, string store);

    [LoggerMessage(1006, LogLevel.Warning,
        "{Tenant}/{ImageId} version {Version} cannot be read again ({Reason}); it keeps the words that the former model read")]
    public static partial void Carried(this ILogger logger, string tenant, string imageId, long version, string reason);

    [LoggerMessage(1005, LogLevel.Information, "The {Store} answers again after {Outage}; work goes on")]
    public static partial void StoreBack(this ILogger logger, string store, TimeSpan outage);
}
