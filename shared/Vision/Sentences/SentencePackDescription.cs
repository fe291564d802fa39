namespace Indexing.Vision.Sentences;

/// <summary>The content of a sentence pack's <c>pack.json</c>: camelCase, <c>"kind": "sentence"</c>; unknown members are ignored.</summary>
public sealed record SentencePackDescription
{
    /// <summary>Name of the pack, for example <c>scene-sentence</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the pack; vectors of different versions are never compared.</summary>
    public required string Version { get; init; }

    /// <summary>Licence of the weights: SPDX, or <c>research-use</c> where the training pictures allow no more.</summary>
    public required string Licence { get; init; }

    /// <summary>Who made the weights, and from what; <see langword="null"/>: not said.</summary>
    public string? Credits { get; init; }

    /// <summary>The network that reads pictures.</summary>
    public required ImageTowerDescription Image { get; init; }

    /// <summary>The network that reads sentences.</summary>
    public required TextTowerDescription Text { get; init; }

    /// <summary>How a sentence becomes the text tower's numbers.</summary>
    public required TokenizerDescription Tokenizer { get; init; }

    /// <summary>Dimension of the common space, 2..4096.</summary>
    public required int Dimension { get; init; }

    /// <summary>Whether both towers' vectors have unit length already; otherwise they are scaled to it.</summary>
    public required bool Normalised { get; init; }

    /// <summary>What training multiplied cosines with, above 0; CLIP's <c>exp(logit_scale)</c>, about 100.</summary>
    public required double LogitScale { get; init; }

    /// <summary>What training added then; SigLIP has one. <see langword="null"/>: nothing.</summary>
    public double? LogitBias { get; init; }

    /// <summary>Words of which each has a vector in the space; <see langword="null"/>: the pack has none.</summary>
    public WordVectorsDescription? WordVectors { get; init; }

    /// <summary>How a cosine becomes a relevance.</summary>
    public required SentenceCalibration Calibration { get; init; }
}
