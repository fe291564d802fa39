using System.Numerics;

namespace Indexing.Vision.Imaging;

/// <summary>
/// Cuts words out of a picture for the word encoder: rectifies the quad by its homography and stretches it to a fixed height and a given
/// width.
/// </summary>
/// <remarks>
/// Safe for concurrent use; allocates nothing once the array pool is warm. Bilinear sampling; words larger than the crop are averaged over
/// their source pixels first. Outside of the picture its border pixels continue.
/// <para>
/// A quad taller than <see cref="TurnAbove"/> times its width holds vertical text and is turned counter-clockwise by 90 degrees, so that
/// text which ran from top to bottom runs from left to right. Text that ran from bottom to top then stands on its head: crop
/// <c>quad.QuarterTurned().QuarterTurned()</c> as well where both occur.
/// </para>
/// </remarks>
public static class RegionCropper
{
    /// <summary>Height of every crop in pixels.</summary>
    public const int Height = 32;

    /// <summary>
    /// Rectified height / width above which the text is taken for vertical. Of the 4,468 legible words of ICDAR 2015's training part those
    /// below 1.5 are upright, from 1.8 on lying, and 1.5 to 1.7 is mixed. A lone upright I, l or 1 is above it and is turned as well:
    /// the price for words of three letters and more.
    /// </summary>
    public const float TurnAbove = 1.75f;

    /// <summary>More samples than this per pixel and axis are taken from a reduced plane instead.</summary>
    private const int MaxSamples = 8;

    /// <summary>Bilinear sampling reduces by up to this much without visible aliasing, so one sample is enough.</summary>
    private const float SingleSampleReach = 1.25f;

    /// <summary>Width / height of the text in a quad, vertical text turned.</summary>
    public static float AspectOf(Quad quad)
    {
        var reading = Orient(quad);
        return reading.RectifiedWidth / reading.RectifiedHeight;
    }

    /// <summary>Cuts one word.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="quad">The word's corners in pixels of <paramref name="image"/>.</param>
    /// <param name="crop">Receives 1 x 32 x <paramref name="width"/> luma values 0..255 (Rec. 601), row-major.</param>
    /// <param name="width">Width of the crop in pixels.</param>
    /// <exception cref="ArgumentException">The span has another length, or a corner is not a number.</exception>
    public static void Crop(DecodedImage image, Quad quad, Span<float> crop, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (crop.Length != Height * width)
            throw new ArgumentException($"A crop of {Height} x {width} takes {Height * width} values, not {crop.Length}.", nameof(crop));
        var reading = Orient(quad);
        var (across, down) = (reading.RectifiedWidth / width, reading.RectifiedHeight / Height);
        if (!float.IsFinite(across) || !float.IsFinite(down)) throw new ArgumentException($"Not a quad: {quad}.", nameof(quad));

        var reduction = Math.Max(1, (int)Math.Min(across, down));
        using var plane = LumaPlane.Rent(image, reading, reduction);
        var toPlane = Homography.FromRectangle(width, Height, reading).Then(plane.Origin, plane.Reduction);
        Sample(plane, toPlane, crop, width, SamplesFor(across / plane.Reduction), SamplesFor(down / plane.Reduction));
    }

    private static Quad Orient(Quad quad) => quad.RectifiedHeight > TurnAbove * quad.RectifiedWidth ? quad.QuarterTurned() : quad;

    private static int SamplesFor(float reduction) =>
        reduction <= SingleSampleReach ? 1 : Math.Min(MaxSamples, (int)MathF.Ceiling(reduction));

    private static void Sample(in LumaPlane plane, in Homography toPlane, Span<float> crop, int width, int across, int down)
    {
        crop.Clear();
        var weight = 1f / (across * down);
        for (var row = 0; row < Height * down; row++)
        {
            var target = crop.Slice(row / down * width, width);
            // Centres of the samples: the crop's pixel x covers x .. x + 1.
            var point = toPlane.Map(0.5f / across, (row + 0.5f) / down);
            var step = toPlane.AlongX / across;
            for (var x = 0; x < target.Length; x++)
            {
                var sum = 0f;
                for (var sample = 0; sample < across; sample++, point += step) sum += plane.At(point);
                target[x] += sum * weight;
            }
        }
    }
}
