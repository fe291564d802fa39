using System.Numerics;

namespace Indexing.Vision;

/// <summary>
/// Four corners of a text instance, clockwise from the text's own top-left corner, in pixels of a picture: x to the right, y down,
/// (0, 0) the outer corner of the first pixel, so that pixel i covers the interval [i, i + 1] and its centre lies at i + 0.5.
/// </summary>
/// <param name="TopLeft">Where the text's first letter begins, above.</param>
/// <param name="TopRight">Where the text's last letter ends, above.</param>
/// <param name="BottomRight">Where the text's last letter ends, below.</param>
/// <param name="BottomLeft">Where the text's first letter begins, below.</param>
public readonly record struct Quad(Vector2 TopLeft, Vector2 TopRight, Vector2 BottomRight, Vector2 BottomLeft)
{
    /// <summary>Width of the rectified text in pixels: the mean of the upper and the lower edge.</summary>
    public float RectifiedWidth => (Vector2.Distance(TopLeft, TopRight) + Vector2.Distance(BottomLeft, BottomRight)) / 2;

    /// <summary>Height of the rectified text in pixels: the mean of the left and the right edge.</summary>
    public float RectifiedHeight => (Vector2.Distance(TopLeft, BottomLeft) + Vector2.Distance(TopRight, BottomRight)) / 2;

    /// <summary>An upright rectangle.</summary>
    /// <param name="x">Left edge.</param>
    /// <param name="y">Upper edge.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    public static Quad FromRectangle(float x, float y, float width, float height) =>
        new(new(x, y), new(x + width, y), new(x + width, y + height), new(x, y + height));

    /// <summary>The same area with every corner multiplied, e.g. by <c>DecodedImage.ScaleToSource</c>.</summary>
    public Quad Scale(Vector2 factor) => new(TopLeft * factor, TopRight * factor, BottomRight * factor, BottomLeft * factor);

    /// <summary>
    /// The same area read a quarter turn further: text that ran from top to bottom now runs from left to right.
    /// Twice turned, the text stands on its head.
    /// </summary>
    public Quad QuarterTurned() => new(TopRight, BottomRight, BottomLeft, TopLeft);
}
