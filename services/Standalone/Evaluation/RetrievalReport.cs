using System.Text.Json.Serialization;

namespace Indexing.Standalone.Evaluation;

/// <summary>Result of <c>eval retrieval</c> and <c>eval words</c>; all measures 0..1.</summary>
internal sealed record RetrievalReport
{
    /// <summary>Mean average precision of the product's search.</summary>
    public required double Map { get; init; }

    /// <summary>The same with the nearest neighbour alone.</summary>
    public required double MapEmbeddingOnly { get; init; }

    /// <summary>The same with reading and edit distance.</summary>
    public required double MapTranscription { get; init; }

    /// <summary>Smallest score that the product shows by default.</summary>
    public required double Threshold { get; init; }

    /// <summary>Share of the pictures found at the threshold that show the word.</summary>
    public required double PrecisionAtThreshold { get; init; }

    /// <summary>Share of the pictures with the word that are found at the threshold.</summary>
    public required double RecallAtThreshold { get; init; }

    /// <summary>Share of the pictures without the word that are found at the threshold.</summary>
    public required double FalsePositiveRate { get; init; }

    /// <summary>Share of crops read exactly; only of word sets.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Accuracy { get; init; }

    /// <summary>Number of images.</summary>
    public required int Images { get; init; }

    /// <summary>Number of queries.</summary>
    public required int Queries { get; init; }

    /// <summary>From file to stored words, the models loaded before.</summary>
    public required double ImagesPerSecond { get; init; }
}
