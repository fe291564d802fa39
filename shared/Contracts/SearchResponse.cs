namespace Indexing.Contracts;

/// <summary>The answer to a <see cref="SearchRequest"/>.</summary>
public sealed record SearchResponse
{
    /// <summary>
    /// The query as it was matched: lower-case 0-9a-z, words separated by spaces, phrases in quotation marks, OR; of a sentence with quoted
    /// words the sentence, then what must be written.
    /// </summary>
    public required string Query { get; init; }

    /// <summary>The mode that was asked for.</summary>
    public required SearchMode Mode { get; init; }

    /// <summary>What was searched, in the order of importance; mode <c>auto</c> says here what it chose.</summary>
    public required IReadOnlyList<SearchedChannel> Channels { get; init; }

    /// <summary>Pictures, best first; empty when nothing reached a threshold.</summary>
    public required IReadOnlyList<SearchHit> Hits { get; init; }

    /// <summary>The smallest threshold that was applied, 0..1; each channel's own stands in <see cref="Channels"/>.</summary>
    public required double MinScore { get; init; }

    /// <summary>
    /// How many pictures were found among the candidates, those of other pages included; a word that is written in very many pictures has
    /// more than are counted (<c>Search:Candidates</c> words and 1,000 scenes are looked at in each channel).
    /// </summary>
    public required int Found { get; init; }

    /// <summary>For the next page, or <see langword="null"/> when this was the last.</summary>
    public string? NextCursor { get; init; }

    /// <summary>How many of the pictures found carry each tag, most frequent first, at most 100; empty unless asked for.</summary>
    public IReadOnlyList<TagCount> TagCounts { get; init; } = [];

    /// <summary>Time spent answering, in milliseconds.</summary>
    public required double TookMs { get; init; }
}
