using Indexing.Vision.Sentences;

namespace Indexing.Standalone.Evaluation;

/// <summary>A phrase that means one thing of a picture.</summary>
internal sealed record EvaluationPhrase
{
    /// <summary>The phrase.</summary>
    public required string Phrase { get; init; }

    /// <summary>Left, top, right and bottom edge of the thing as shares of the upright picture's size.</summary>
    public required IReadOnlyList<float> Box { get; init; }

    /// <summary>The box.</summary>
    /// <exception cref="UsageException">It has not four edges in order, 0..1.</exception>
    public SceneBox ToBox() => Box is [>= 0 and var left, >= 0 and var top, <= 1 and var right, <= 1 and var bottom]
        && left < right && top < bottom
        ? new SceneBox(left, top, right, bottom)
        : throw new UsageException(
            $"The box of '{Phrase}' is [{string.Join(", ", Box)}]; needed are left, top, right and bottom edge, 0..1.");
}
