namespace Indexing.Standalone.Evaluation;

/// <summary>Result of <c>eval gallery</c>: what mode auto makes of pictures with words and pictures with contents in one index.</summary>
internal sealed record FusionReport
{
    /// <summary>mAP of the word queries by the words alone (mode auto, sentence and objects weigh 0).</summary>
    public required double WordMap { get; init; }

    /// <summary>The same by mode auto.</summary>
    public required double WordMapFused { get; init; }

    /// <summary>What the fusion keeps of it.</summary>
    public required double WordsKept { get; init; }

    /// <summary>Share of the word queries that mode auto also asked the scenes.</summary>
    public required double WordsAskedScenes { get; init; }

    /// <summary>Share of the sentences whose picture is among the first ten of mode sentence.</summary>
    public required double SentenceRecall10 { get; init; }

    /// <summary>The same of mode auto.</summary>
    public required double SentenceRecall10Fused { get; init; }

    /// <summary>What the fusion keeps of it.</summary>
    public required double SentencesKept { get; init; }

    /// <summary>Share of the sentences that mode auto asked the scenes.</summary>
    public required double SentencesAskedScenes { get; init; }

    /// <summary>A sentence and a quoted word for one picture: by the word alone, by the sentence alone, and both by mode auto.</summary>
    public required IReadOnlyDictionary<string, RecallScores> Mixed { get; init; }

    /// <summary>Name and version of the sentence pack.</summary>
    public required string Pack { get; init; }

    /// <summary>Number of images of the two sets.</summary>
    public required int Images { get; init; }

    /// <summary>Number of word queries.</summary>
    public required int WordQueries { get; init; }

    /// <summary>Number of sentences.</summary>
    public required int Sentences { get; init; }

    /// <summary>Number of mixed questions; each has a composed picture, which the other questions do not see.</summary>
    public required int MixedQuestions { get; init; }
}
