namespace Indexing.VectorStore;

/// <summary>Which images a question is about, within its tenant; every given condition must hold.</summary>
public sealed record ImageFilter
{
    /// <summary>Most image ids of <see cref="ImageIds"/>.</summary>
    public const int MaxImageIds = 10_000;

    /// <summary>Every image.</summary>
    public static ImageFilter None { get; } = new();

    /// <summary>Only images that carry all of these tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Only images whose metadata has each of these keys with exactly this value.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Only images written at this moment or later (<see cref="ImageRecord.UpdatedAt"/>).</summary>
    public DateTimeOffset? UpdatedFrom { get; init; }

    /// <summary>Only images written before this moment.</summary>
    public DateTimeOffset? UpdatedBefore { get; init; }

    /// <summary>Only these images, at most 10,000; <see langword="null"/>: no restriction, empty: no image.</summary>
    public IReadOnlyCollection<string>? ImageIds { get; init; }
}
