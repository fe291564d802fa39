namespace Indexing.Contracts;

/// <summary>A question: which pictures show this?</summary>
public sealed record SearchRequest
{
    /// <summary>
    /// One word, or several: <c>open late</c> asks for pictures that show both, <c>open OR closed</c> for either, and
    /// <c>"open late"</c> in quotation marks for words that follow each other. Matched without case and punctuation (0-9, a-z); 1..256
    /// characters, at most 8 words of 1..64 characters. What a picture shows is asked with a sentence, which may have more words, in the
    /// modes <c>sentence</c> and <c>auto</c>: <c>a man in front of a shop "OPEN"</c>; what stands in quotation marks is then what must be
    /// written there.
    /// </summary>
    public required string Query { get; init; }

    /// <summary>
    /// Whose pictures are searched; <see langword="null"/>: the only tenant of the caller's API key, otherwise <c>default</c>.
    /// </summary>
    public string? Tenant { get; init; }

    /// <summary>What is looked for.</summary>
    public SearchMode Mode { get; init; } = SearchMode.Auto;

    /// <summary>How many pictures at most, 1..1000; more follow with <see cref="Cursor"/>.</summary>
    public int Top { get; init; } = 20;

    /// <summary>
    /// Smallest score of a hit, 0..1, in every channel; <see langword="null"/> takes the default threshold of each, 0 shows everything.
    /// </summary>
    public double? MinScore { get; init; }

    /// <summary>Only pictures that carry all of these tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Only pictures whose metadata has each of these keys with exactly this value.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Only pictures that the index wrote down at this moment or later.</summary>
    public DateTimeOffset? UpdatedFrom { get; init; }

    /// <summary>Only pictures that the index wrote down before this moment.</summary>
    public DateTimeOffset? UpdatedBefore { get; init; }

    /// <summary>How the answers of several channels become one list.</summary>
    public FusionOptions Fusion { get; init; } = new();

    /// <summary>Whether <see cref="SearchResponse.TagCounts"/> is wanted.</summary>
    public bool Facets { get; init; }

    /// <summary>Whether each hit tells its rank and score in every channel.</summary>
    public bool Explain { get; init; }

    /// <summary>
    /// <see cref="SearchResponse.NextCursor"/> of the page before; the question itself must be the same. Pictures that came since the first
    /// page are left out, and no picture is shown twice, whatever is written meanwhile.
    /// </summary>
    public string? Cursor { get; init; }
}
