namespace Indexing.Vision.Imaging;

/// <summary>
/// What a picture looks like in 64 bits: the signs of its low spatial frequencies. Copies that were resized, recompressed or brightened
/// differ in few bits; other pictures in about half. A mirrored, rotated or cropped copy is another picture to it.
/// </summary>
/// <remarks>
/// pHash (Zauner 2010): luma averaged to 32 x 32, discrete cosine transform, the 8 x 8 coefficients of the lowest frequencies without the
/// mean; a bit is set when its coefficient exceeds their median.
/// </remarks>
public static class PerceptualHash
{
    private const int Side = 32;
    private const int Frequencies = 8;
    private static readonly float[] Cosines = CreateCosines();

    /// <summary>Computes the hash; independent of the picture's size.</summary>
    public static ulong Compute(DecodedImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        Span<float> luma = stackalloc float[Side * Side];
        Shrink(image, luma);
        Span<float> rows = stackalloc float[Side * Frequencies];
        Span<float> coefficients = stackalloc float[Frequencies * Frequencies];
        for (var y = 0; y < Side; y++)
            for (var u = 0; u < Frequencies; u++)
                for (var x = 0; x < Side; x++)
                    rows[(y * Frequencies) + u] += luma[(y * Side) + x] * Cosines[((u + 1) * Side) + x];
        for (var v = 0; v < Frequencies; v++)
            for (var u = 0; u < Frequencies; u++)
                for (var y = 0; y < Side; y++)
                    coefficients[(v * Frequencies) + u] += rows[(y * Frequencies) + u] * Cosines[(v * Side) + y];
        return Signs(coefficients);
    }

    /// <summary>Bits above the median, so that about half are set whatever the contrast.</summary>
    private static ulong Signs(ReadOnlySpan<float> coefficients)
    {
        Span<float> sorted = stackalloc float[coefficients.Length];
        coefficients.CopyTo(sorted);
        sorted.Sort();
        var median = (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
        ulong hash = 0;
        for (var i = 0; i < coefficients.Length; i++)
            if (coefficients[i] > median)
                hash |= 1UL << i;
        return hash;
    }

    /// <summary>Means of equal cells; a picture smaller than the grid repeats pixels.</summary>
    private static void Shrink(DecodedImage image, Span<float> luma)
    {
        var pixels = image.Pixels;
        for (var row = 0; row < Side; row++)
        {
            var (top, bottom) = Range(row, image.Height);
            for (var column = 0; column < Side; column++)
            {
                var (left, right) = Range(column, image.Width);
                long red = 0, green = 0, blue = 0;
                for (var y = top; y < bottom; y++)
                {
                    var line = pixels.Slice(((y * image.Width) + left) * DecodedImage.Channels, (right - left) * DecodedImage.Channels);
                    for (var i = 0; i < line.Length; i += DecodedImage.Channels)
                    {
                        red += line[i];
                        green += line[i + 1];
                        blue += line[i + 2];
                    }
                }

                luma[(row * Side) + column] = ((0.299f * red) + (0.587f * green) + (0.114f * blue)) / ((bottom - top) * (right - left));
            }
        }
    }

    private static (int First, int End) Range(int cell, int length)
    {
        var first = cell * length / Side;
        return (first, Math.Max(first + 1, (cell + 1) * length / Side));
    }

    /// <summary>Rows: frequencies 0..8. Horizontally 1..8 are used, vertically 0..7, so that the mean is not among them.</summary>
    private static float[] CreateCosines()
    {
        var cosines = new float[(Frequencies + 1) * Side];
        for (var u = 0; u <= Frequencies; u++)
            for (var x = 0; x < Side; x++)
                cosines[(u * Side) + x] = MathF.Cos(MathF.PI * u * (x + 0.5f) / Side);
        return cosines;
    }
}
