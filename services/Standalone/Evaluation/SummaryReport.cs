namespace Indexing.Standalone.Evaluation;

/// <summary>Result of <c>eval summaries</c>.</summary>
internal sealed record SummaryReport
{
    /// <summary>
    /// Scores by method: <c>pursuit</c> is the product's summary, <c>nearest</c> the single words that fit best, <c>frequent</c> the most
    /// frequent words for every picture.
    /// </summary>
    public required IReadOnlyDictionary<string, SummaryScores> Methods { get; init; }

    /// <summary>The most that any choice of k words could recall.</summary>
    public required double RecallLimit { get; init; }

    /// <summary>Words of a summary: k.</summary>
    public required int K { get; init; }

    /// <summary>Area under the ROC curve of true against replaced tags, by the product's score; 0.5 is chance.</summary>
    public required double TagAuc { get; init; }

    /// <summary>The same by how frequent the tag is.</summary>
    public required double TagAucFrequency { get; init; }

    /// <summary>Share of the true tags that the product keeps.</summary>
    public required double TrueTagsKept { get; init; }

    /// <summary>Share of the replaced tags that the product calls doubtful.</summary>
    public required double ReplacedTagsDoubted { get; init; }

    /// <summary>Tags that were judged, true and replaced ones.</summary>
    public required int Tags { get; init; }

    /// <summary>Number of pictures.</summary>
    public required int Images { get; init; }

    /// <summary>Visual words that the pack knows.</summary>
    public required int Words { get; init; }

    /// <summary>Id of the sentence pack.</summary>
    public required string Pack { get; init; }

    /// <summary>Pictures per second, from file to scene vector.</summary>
    public required double ImagesPerSecond { get; init; }
}
