using System.ComponentModel.DataAnnotations;

namespace Indexing.Search;

/// <summary>How searches are answered. Section <c>Search</c>.</summary>
public sealed class SearchOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string SectionName = "Search";

    /// <summary>
    /// How many nearest words are re-ranked by their posteriors, 10..10000. More finds words whose vector lies far off and costs about
    /// ten microseconds each, nearly all for reading the row (tests/Benchmarks/results/vector-search.md).
    /// </summary>
    [Range(10, 10_000)]
    public int Candidates { get; set; } = 500;

    /// <summary>Largest picture that may be asked with, in bytes, 1..67108864; it is held in memory while it is looked at.</summary>
    [Range(1, 64 * 1024 * 1024, ErrorMessage = "Search:MaxPictureBytes must be between {1} and {2}.")]
    public int MaxPictureBytes { get; set; } = 16 * 1024 * 1024;
}
