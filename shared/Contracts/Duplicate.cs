namespace Indexing.Contracts;

/// <summary>A picture that looks like another one.</summary>
public sealed record Duplicate
{
    /// <summary>The publisher's id of the picture.</summary>
    public required string ImageId { get; init; }

    /// <summary>Differing bits of 64 in what both look like (perceptual hash); copies, resized or recompressed, differ in few.</summary>
    public required int Distance { get; init; }

    /// <summary>Whether both files are the same byte for byte.</summary>
    public required bool IsIdentical { get; init; }
}
