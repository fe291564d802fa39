namespace Indexing.Standalone.Evaluation;

/// <summary>Result of <c>eval similar</c>: means over the queries.</summary>
internal sealed record SimilarReport
{
    /// <summary>nDCG@10 of the images, gain = edit similarity of their best word, 0..1.</summary>
    public required double Ndcg10 { get; init; }

    /// <summary>The same by reading and edit distance.</summary>
    public required double Ndcg10Transcription { get; init; }

    /// <summary>Rank correlation of score and edit similarity over the words found, -1..1.</summary>
    public required double Spearman { get; init; }

    /// <summary>The same by reading and edit distance.</summary>
    public required double SpearmanTranscription { get; init; }

    /// <summary>Number of images.</summary>
    public required int Images { get; init; }

    /// <summary>Number of queries.</summary>
    public required int Queries { get; init; }

    /// <summary>Words found that lie on a marked word.</summary>
    public required int Words { get; init; }

    /// <summary>From file to stored words, the models loaded before.</summary>
    public required double ImagesPerSecond { get; init; }
}
