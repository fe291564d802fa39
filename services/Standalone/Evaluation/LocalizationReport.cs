namespace Indexing.Standalone.Evaluation;

/// <summary>Result of <c>eval localization</c>.</summary>
internal sealed record LocalizationReport
{
    /// <summary>The product over all phrases.</summary>
    public required LocalizationScores All { get; init; }

    /// <summary>By what the best place was found by: <c>scene</c>, <c>text</c>, or <c>none</c> for phrases without an answer.</summary>
    public required IReadOnlyDictionary<string, LocalizationScores> BySource { get; init; }

    /// <summary>By the size of the thing.</summary>
    public required IReadOnlyDictionary<string, LocalizationScores> BySize { get; init; }

    /// <summary>The same phrases answered without looking: always a box in the middle, always the whole picture.</summary>
    public required IReadOnlyDictionary<string, LocalizationScores> Baselines { get; init; }

    /// <summary>Number of images.</summary>
    public required int Images { get; init; }

    /// <summary>From file to the places of all of its phrases, the models loaded before.</summary>
    public required double ImagesPerSecond { get; init; }
}
