using System.Numerics;

namespace Indexing.Vision.Imaging.Drawing;

/// <summary>Draws quads with labels into pictures, to show what was found where. Safe for concurrent use.</summary>
public static class ImageAnnotator
{
    /// <summary>Line and text grow with the picture: 2.5 pixels and capitals of 12 pixels at 1280.</summary>
    private const float ReferenceSide = 1280, ThicknessAtReference = 2.5f, UnitAtReference = 2;

    private const float ThinnestLine = 1.5f, SmallestUnit = 1.5f, BoxOpacity = 0.85f;

    /// <summary>Draws into a copy of the picture and encodes it.</summary>
    /// <param name="image">The decoded picture; not changed.</param>
    /// <param name="annotations">Quads in pixels of the upright source picture, drawn in this order.</param>
    /// <param name="encoding">Format of the result.</param>
    /// <returns>An encoded file of <see cref="DecodedImage.Width"/> x <see cref="DecodedImage.Height"/> pixels.</returns>
    public static byte[] Annotate(
        DecodedImage image, IReadOnlyList<Annotation> annotations, PictureEncoding encoding = PictureEncoding.Jpeg)
    {
        using var copy = DecodedImage.FromPixels(image.Pixels, image.Width, image.Height);
        var canvas = new Canvas(copy.Writable, copy.Width, copy.Height);
        var scale = MathF.Max(copy.Width, copy.Height) / ReferenceSide;
        var thickness = MathF.Max(ThinnestLine, ThicknessAtReference * scale);
        var unit = MathF.Max(SmallestUnit, UnitAtReference * scale);
        var toDecoded = Vector2.One / image.ScaleToSource;
        foreach (var annotation in annotations) canvas.Outline(annotation.Quad.Scale(toDecoded), thickness, annotation.Colour);
        // Labels last: no outline runs through them.
        foreach (var annotation in annotations)
        {
            if (annotation.Label is { Length: > 0 } label)
                DrawLabel(canvas, annotation.Quad.Scale(toDecoded), label, annotation.Colour, unit);
        }
        return PictureEncoder.Encode(copy.Pixels, copy.Width, copy.Height, encoding);
    }

    /// <summary>Above the quad, below it where there is no room, always inside of the picture.</summary>
    private static void DrawLabel(Canvas canvas, Quad quad, string label, Rgb colour, float unit)
    {
        var low = Vector2.Min(Vector2.Min(quad.TopLeft, quad.TopRight), Vector2.Min(quad.BottomRight, quad.BottomLeft));
        var high = Vector2.Max(Vector2.Max(quad.TopLeft, quad.TopRight), Vector2.Max(quad.BottomRight, quad.BottomLeft));
        var margin = new Vector2(2 * unit);
        var box = new Vector2(StrokeFont.Measure(label), StrokeFont.Depth) * unit + 2 * margin;
        var top = low.Y - box.Y - unit;
        var corner = new Vector2(low.X, top >= 0 ? top : high.Y + unit);
        corner = Vector2.Clamp(corner, Vector2.Zero, Vector2.Max(Vector2.Zero, new Vector2(canvas.Width, canvas.Height) - box));
        canvas.Fill(corner, box, colour, BoxOpacity);
        canvas.Text(corner + margin, label, unit, colour.ToContrast());
    }
}
