namespace Indexing.Contracts;

/// <summary>The answer to <c>POST /v1/images/{id}/locate</c>.</summary>
public sealed record LocateResponse
{
    /// <summary>The phrase as it was asked.</summary>
    public required string Phrase { get; init; }

    /// <summary>Where it is, best first; places that answer less than half as well as the best are left out.</summary>
    public required IReadOnlyList<PhrasePlace> Places { get; init; }

    /// <summary>Width of the upright picture in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the upright picture in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Time to answer in milliseconds.</summary>
    public required double TookMs { get; init; }
}
