namespace Indexing.Client;

/// <summary>A question by picture: what else shows the words that this one shows?</summary>
public sealed record PictureQuestion
{
    /// <summary>A JPEG, PNG or WebP file; read once, to its end, and disposed.</summary>
    public required Stream Picture { get; init; }

    /// <summary>Whose pictures are searched; <see langword="null"/>: the only tenant of the API key, otherwise <c>default</c>.</summary>
    public string? Tenant { get; init; }

    /// <summary>How many pictures at most, 1..1000.</summary>
    public int Top { get; init; } = 20;

    /// <summary>Smallest score of a hit, 0..1; <see langword="null"/> takes the default threshold of each channel.</summary>
    public double? MinScore { get; init; }
}
