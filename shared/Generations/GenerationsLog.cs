using Microsoft.Extensions.Logging;

namespace Indexing.Generations;

/// <summary>Log messages about generations; event ids 4100 to 4199.</summary>
internal static partial class GenerationsLog
{
    [LoggerMessage(4100, LogLevel.Information, "Works on generation {Generation} of the index, made by {Model}.")]
    public static partial void Opened(this ILogger logger, string generation, string model);

    [LoggerMessage(4101, LogLevel.Information, "Generation {Generation} is no longer worked on and closed.")]
    public static partial void Closed(this ILogger logger, Exception? exception, string generation);

    [LoggerMessage(4102, LogLevel.Warning, "The index does not say which generation is active; asked again every {Interval}.")]
    public static partial void Unknown(this ILogger logger, Exception exception, TimeSpan interval);

    [LoggerMessage(4103, LogLevel.Error,
        "Generation {Generation} is active, made by {Model}, and cannot be opened; tried again every {Interval}. Give this process the "
        + "model pack, or make the former generation active again (models rollback).")]
    public static partial void CannotFollow(this ILogger logger, Exception exception, string generation, string? model, TimeSpan interval);
}
