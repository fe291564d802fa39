using System.Numerics;

namespace Indexing.Vision.Imaging.Drawing;

/// <summary>Draws into RGB pixels, anti-aliased by the distance of pixel centres.</summary>
/// <param name="pixels">height x width x 3 bytes RGB, row-major; drawn into.</param>
/// <param name="width">Width in pixels.</param>
/// <param name="height">Height in pixels.</param>
internal readonly ref struct Canvas(Span<byte> pixels, int width, int height)
{
    private readonly Span<byte> _pixels = pixels;

    internal int Width { get; } = width;

    internal int Height { get; } = height;

    /// <summary>A closed outline.</summary>
    internal void Outline(in Quad quad, float thickness, Rgb colour)
    {
        Line(quad.TopLeft, quad.TopRight, thickness, colour);
        Line(quad.TopRight, quad.BottomRight, thickness, colour);
        Line(quad.BottomRight, quad.BottomLeft, thickness, colour);
        Line(quad.BottomLeft, quad.TopLeft, thickness, colour);
    }

    /// <summary>A line with round ends; of no length: a dot.</summary>
    internal void Line(Vector2 from, Vector2 to, float thickness, Rgb colour)
    {
        var reach = new Vector2(thickness / 2 + 1);
        var low = Vector2.Clamp(Vector2.Min(from, to) - reach, Vector2.Zero, new Vector2(Width, Height));
        var high = Vector2.Clamp(Vector2.Max(from, to) + reach, Vector2.Zero, new Vector2(Width, Height));
        for (var y = (int)low.Y; y < (int)high.Y; y++)
        {
            for (var x = (int)low.X; x < (int)high.X; x++)
            {
                var distance = Distance(new Vector2(x + 0.5f, y + 0.5f), from, to);
                Blend(x, y, colour, Math.Clamp(thickness / 2 + 0.5f - distance, 0, 1));
            }
        }
    }

    /// <summary>A filled rectangle; <paramref name="opacity"/> 0..1.</summary>
    internal void Fill(Vector2 from, Vector2 size, Rgb colour, float opacity)
    {
        var low = Vector2.Clamp(from, Vector2.Zero, new Vector2(Width, Height));
        var high = Vector2.Clamp(from + size, Vector2.Zero, new Vector2(Width, Height));
        for (var y = (int)low.Y; y < (int)high.Y; y++)
        {
            for (var x = (int)low.X; x < (int)high.X; x++) Blend(x, y, colour, opacity);
        }
    }

    /// <summary>One line of text; <paramref name="unit"/> is the size of the font's grid in pixels.</summary>
    internal void Text(Vector2 capLeft, string text, float unit, Rgb colour)
    {
        foreach (var character in text)
        {
            var glyph = StrokeFont.Glyph(character).AsSpan();
            foreach (var polyline in glyph.Split(' ')) Polyline(glyph[polyline], capLeft, unit, colour);
            capLeft.X += StrokeFont.Advance * unit;
        }
    }

    private void Polyline(ReadOnlySpan<char> points, Vector2 origin, float unit, Rgb colour)
    {
        for (var i = 0; i + 3 < points.Length; i += 2)
            Line(origin + unit * Grid(points[i..]), origin + unit * Grid(points[(i + 2)..]), 0.85f * unit, colour);
    }

    private static Vector2 Grid(ReadOnlySpan<char> point) => new(point[0] - '0', point[1] - '0');

    private static float Distance(Vector2 point, Vector2 from, Vector2 to)
    {
        var along = to - from;
        var length = along.LengthSquared();
        var share = length > 0 ? Math.Clamp(Vector2.Dot(point - from, along) / length, 0, 1) : 0;
        return Vector2.Distance(point, from + share * along);
    }

    private void Blend(int x, int y, Rgb colour, float opacity)
    {
        if (opacity <= 0) return;
        var pixel = _pixels.Slice(DecodedImage.Channels * (y * Width + x), DecodedImage.Channels);
        pixel[0] = Mix(pixel[0], colour.R, opacity);
        pixel[1] = Mix(pixel[1], colour.G, opacity);
        pixel[2] = Mix(pixel[2], colour.B, opacity);
    }

    private static byte Mix(byte below, byte above, float opacity) => (byte)(below + opacity * (above - below) + 0.5f);
}
