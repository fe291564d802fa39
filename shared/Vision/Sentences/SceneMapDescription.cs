namespace Indexing.Vision.Sentences;

/// <summary>Names of the outputs that the image tower has for every cell of a grid over the picture; all are float32.</summary>
public sealed record SceneMapDescription
{
    /// <summary><c>N x dimension x rows x columns</c>: vectors in the space of the sentences, of any length.</summary>
    public required string Vectors { get; init; }

    /// <summary>
    /// <c>N x 4 x rows x columns</c>: how far the thing at a cell reaches from the middle of the cell to the left, up, right and down, as
    /// shares of the input's width and height; <see langword="null"/>: the network does not say.
    /// </summary>
    public string? Boxes { get; init; }

    /// <summary><c>N x 1 x rows x columns</c>: logit of that a thing is there; <see langword="null"/>: the network does not say.</summary>
    public string? Objectness { get; init; }
}
