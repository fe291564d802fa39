namespace Indexing.Standalone.Evaluation;

/// <summary>Result of <c>eval captions</c>.</summary>
internal sealed record CaptionReport
{
    /// <summary>Each sentence asks for its picture.</summary>
    public required RecallScores SentenceToImage { get; init; }

    /// <summary>Each picture asks for one of its sentences.</summary>
    public required RecallScores ImageToSentence { get; init; }

    /// <summary>Name and version of the sentence pack.</summary>
    public required string Pack { get; init; }

    /// <summary>Number of pictures that were indexed.</summary>
    public required int Images { get; init; }

    /// <summary>Number of sentences.</summary>
    public required int Captions { get; init; }

    /// <summary>Mean time of a sentence: text tower and search among all pictures, one after the other, in milliseconds.</summary>
    public required double MsPerQuery { get; init; }

    /// <summary>From file to stored scene, without reading words, the models loaded before.</summary>
    public required double ImagesPerSecond { get; init; }
}
