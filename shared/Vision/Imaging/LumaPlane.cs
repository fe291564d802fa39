using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Indexing.Vision.Imaging;

/// <summary>
/// Luma 0..255 of the part of a picture around one quad, averaged over squares of <see cref="Reduction"/> pixels: read once, so that
/// sampling touches few values. The last row and column are repeated, so that the sampler needs no bounds.
/// </summary>
internal readonly ref struct LumaPlane
{
    /// <summary>Luma of ITU-R Rec. 601.</summary>
    private const float Red = 0.299f, Green = 0.587f, Blue = 0.114f;

    private readonly float[] _values;
    private readonly int _stride;
    private readonly float _lastX, _lastY;

    private LumaPlane(float[] values, int columns, int rows, Vector2 origin, int reduction)
    {
        (_values, _stride, _lastX, _lastY) = (values, columns + 1, columns - 1, rows - 1);
        // Value i lies in the middle of its square: position = (pixel - origin) / reduction, with half a square taken off here.
        (Origin, Reduction) = (origin + new Vector2(reduction * 0.5f), reduction);
    }

    /// <summary>Picture coordinates of the first value's centre.</summary>
    internal Vector2 Origin { get; }

    /// <summary>Picture pixels per value.</summary>
    internal float Reduction { get; }

    internal static LumaPlane Rent(DecodedImage image, Quad quad, int reduction)
    {
        var low = Vector2.Min(Vector2.Min(quad.TopLeft, quad.TopRight), Vector2.Min(quad.BottomRight, quad.BottomLeft));
        var high = Vector2.Max(Vector2.Max(quad.TopLeft, quad.TopRight), Vector2.Max(quad.BottomRight, quad.BottomLeft));
        (int x, int columns) = Range(low.X, high.X, image.Width, reduction);
        (int y, int rows) = Range(low.Y, high.Y, image.Height, reduction);
        var values = ArrayPool<float>.Shared.Rent((columns + 1) * (rows + 1));
        Fill(image, x, y, columns, rows, reduction, values);
        return new LumaPlane(values, columns, rows, new Vector2(x, y), reduction);
    }

    /// <summary>Value at the homogeneous position, interpolated between four neighbours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal float At(Vector3 point)
    {
        var scale = 1 / point.Z;
        var x = MathF.Max(0, MathF.Min(point.X * scale, _lastX));
        var y = MathF.Max(0, MathF.Min(point.Y * scale, _lastY));
        var (column, row) = ((int)x, (int)y);
        var (right, below) = (x - column, y - row);
        var upper = _values.AsSpan(row * _stride + column, _stride + 2);
        var top = upper[0] + right * (upper[1] - upper[0]);
        var bottom = upper[_stride] + right * (upper[_stride + 1] - upper[_stride]);
        return top + below * (bottom - top);
    }

    public void Dispose() => ArrayPool<float>.Shared.Return(_values);

    /// <summary>First pixel and number of squares that cover low .. high with a neighbour on each side, inside of the picture.</summary>
    private static (int First, int Squares) Range(float low, float high, int length, int reduction)
    {
        var first = Math.Clamp((int)MathF.Floor(low) - reduction, 0, length - 1);
        var end = Math.Clamp((int)MathF.Ceiling(high) + reduction, first + 1, length);
        return (first, (end - first + reduction - 1) / reduction);
    }

    private static unsafe void Fill(DecodedImage image, int x, int y, int columns, int rows, int reduction, Span<float> values)
    {
        var stride = columns + 1;
        fixed (byte* pixels = image.Pixels)
        {
            for (var row = 0; row < rows; row++)
            {
                var target = values.Slice(row * stride, stride);
                var top = y + row * reduction;
                var lines = Math.Min(reduction, image.Height - top);
                var start = pixels + DecodedImage.Channels * (top * image.Width + x);
                if (reduction == 1) Convert(start, target[..columns]);
                else Average(start, image.Width, lines, image.Width - x, reduction, target[..columns]);
                target[columns] = target[columns - 1];
            }
        }
        values.Slice((rows - 1) * stride, stride).CopyTo(values[(rows * stride)..]);
    }

    private static unsafe void Convert(byte* pixel, Span<float> target)
    {
        for (var column = 0; column < target.Length; column++, pixel += DecodedImage.Channels)
            target[column] = Red * pixel[0] + Green * pixel[1] + Blue * pixel[2];
    }

    /// <summary>Means of one row of squares; those at the picture's edge hold fewer pixels.</summary>
    private static unsafe void Average(byte* start, int width, int lines, int available, int reduction, Span<float> target)
    {
        for (var column = 0; column < target.Length; column++)
        {
            var across = Math.Min(reduction, available - column * reduction);
            var line = start + DecodedImage.Channels * column * reduction;
            var (red, green, blue) = (0, 0, 0);
            for (var y = 0; y < lines; y++, line += DecodedImage.Channels * width)
            {
                var end = line + DecodedImage.Channels * across;
                for (var pixel = line; pixel < end; pixel += DecodedImage.Channels)
                {
                    red += pixel[0];
                    green += pixel[1];
                    blue += pixel[2];
                }
            }
            target[column] = (Red * red + Green * green + Blue * blue) / (across * lines);
        }
    }
}
