using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Indexing.Search;

/// <summary>
/// The spans and instruments of the read path; OpenTelemetry names, seconds. What people search for is theirs: no query is kept.
/// </summary>
internal static class SearchTelemetry
{
    public const string Name = "Indexing.Search";

    private const string ModeTag = "mode";
    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "indexing.search.duration", "s", "Time to answer a search, by mode.");

    private static readonly Counter<long> Empty = Meter.CreateCounter<long>(
        "indexing.search.empty", "{search}", "Searches that found nothing above the threshold, by mode.");

    /// <summary>Starts the span of a search or of one of its steps; the caller disposes it.</summary>
    public static Activity? Start(string step) => Source.StartActivity(step);

    /// <summary>Counts a search that was answered; one that was refused or failed says nothing about searching.</summary>
    /// <param name="search">The span of the search.</param>
    /// <param name="mode">The mode in camelCase, or <c>picture</c>.</param>
    /// <param name="hits">Pictures shown.</param>
    /// <param name="elapsed">Time to the answer.</param>
    public static void Answered(Activity? search, string mode, int hits, TimeSpan elapsed)
    {
        var tag = new KeyValuePair<string, object?>(ModeTag, mode);
        search?.SetTag("indexing.search.mode", tag.Value).SetTag("indexing.search.hits", hits);
        Duration.Record(elapsed.TotalSeconds, tag);
        if (hits == 0)
            Empty.Add(1, tag);
    }
}
