namespace Indexing.Vision.Onnx;

/// <summary>The content of <c>pack.json</c>.</summary>
public sealed record ModelPackDescription
{
    /// <summary>Name of the pack, for example <c>scene-text</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the pack; words of different versions are never compared.</summary>
    public required string Version { get; init; }

    /// <summary>Licence of the weights (SPDX).</summary>
    public required string Licence { get; init; }

    /// <summary>The text detection network.</summary>
    public required DetectorDescription Detector { get; init; }

    /// <summary>The word image network.</summary>
    public required WordEncoderDescription WordEncoder { get; init; }

    /// <summary>The query text network.</summary>
    public required NetworkDescription TextTower { get; init; }

    /// <summary>What words mean.</summary>
    public required ConceptsDescription Concepts { get; init; }

    /// <summary>Weights that turn the evidence of one word into a relevance.</summary>
    public required RelevanceDescription Relevance { get; init; }

    /// <summary>How evidence becomes an expected edit similarity.</summary>
    public required SimilarityDescription Similarity { get; init; }
}
