namespace Indexing.Standalone.Evaluation;

/// <summary>Result of <c>eval concepts</c>, for the words as they are and degraded.</summary>
internal sealed record ConceptReport
{
    /// <summary>mAP of the product, image to concept.</summary>
    public required double Map { get; init; }

    /// <summary>Precision of its first concept.</summary>
    public required double Precision1 { get; init; }

    /// <summary>mAP of reading the word and looking its concepts up.</summary>
    public required double MapTranscription { get; init; }

    /// <summary>Every measure of every method, words as they are.</summary>
    public required IReadOnlyDictionary<string, ConceptScores> Clean { get; init; }

    /// <summary>The same for degraded words.</summary>
    public required IReadOnlyDictionary<string, ConceptScores> Degraded { get; init; }

    /// <summary>Number of word images with a concept.</summary>
    public required int Words { get; init; }

    /// <summary>Those whose word no training has seen.</summary>
    public required int UnseenWords { get; init; }

    /// <summary>Concepts that at least two of the words have: the queries of the search.</summary>
    public required int Concepts { get; init; }
}
