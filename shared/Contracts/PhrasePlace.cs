namespace Indexing.Contracts;

/// <summary>Where in a picture a phrase is.</summary>
public sealed record PhrasePlace
{
    /// <summary>What was found here: the words that are written, or the whole phrase.</summary>
    public required string Phrase { get; init; }

    /// <summary>An upright rectangle: left, top, right and bottom edge as fractions of the upright picture's size.</summary>
    public required IReadOnlyList<double> Box { get; init; }

    /// <summary>The same edges in pixels of the upright picture.</summary>
    public required IReadOnlyList<double> BoxPixels { get; init; }

    /// <summary>How well it answers, 0..1.</summary>
    public required double Score { get; init; }

    /// <summary><c>scene</c>: found by what is to be seen; <c>text</c>: by what is written.</summary>
    public required string Source { get; init; }
}
