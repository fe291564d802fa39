namespace Indexing.Search;

/// <summary>A question by picture: which pictures show the words that this one shows?</summary>
public sealed record PictureQuery
{
    /// <summary>Whose pictures are searched.</summary>
    public required string Tenant { get; init; }

    /// <summary>A photograph or the crop of a word, encoded as JPEG, PNG or WebP; only read during the call.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>How many pictures at most, 1..1000.</summary>
    public int Top { get; init; } = 20;

    /// <summary>Smallest score of a match, 0..1; <see langword="null"/> takes the default threshold of each channel.</summary>
    public double? MinScore { get; init; }
}
