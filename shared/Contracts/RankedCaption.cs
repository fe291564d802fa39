namespace Indexing.Contracts;

/// <summary>A sentence and how well it describes a picture.</summary>
public sealed record RankedCaption
{
    /// <summary>The sentence.</summary>
    public required string Caption { get; init; }

    /// <summary>Relevance by the sentence pack's calibration, 0..1; 0 when the pack reads no word of the sentence.</summary>
    public required double Score { get; init; }

    /// <summary>Cosine of sentence and picture, -1..1; <see langword="null"/> when the pack reads no word of the sentence.</summary>
    public required double? Similarity { get; init; }

    /// <summary>The picture that the sentence was announced with; <see langword="null"/> when it stood in the question.</summary>
    public string? ImageId { get; init; }
}
