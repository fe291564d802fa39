using System.Buffers;

namespace Indexing.Vision.Sentences;

/// <summary>
/// For each wanted pixel of an axis, which pixels of the picture it is made of, and their weights. Pooled; disposed by whoever rents it.
/// </summary>
internal readonly ref struct ResamplingTaps
{
    /// <summary>What OpenCV ignores of a pixel at the edge of an area.</summary>
    private const double LeastShare = 1e-3;

    private readonly float[] _weights;
    private readonly (int First, int Count)[] _spans;
    private readonly int _stride;

    private ResamplingTaps(int count, int stride)
    {
        (Count, _stride) = (count, stride);
        _weights = ArrayPool<float>.Shared.Rent(count * stride);
        _spans = ArrayPool<(int, int)>.Shared.Rent(count);
    }

    /// <summary>Wanted pixels.</summary>
    public int Count { get; }

    /// <summary>The first pixel of the picture that any of them needs.</summary>
    public int First => _spans[0].First;

    /// <summary>The pixel of the picture after the last one that any of them needs.</summary>
    public int End => _spans[Count - 1].First + _spans[Count - 1].Count;

    /// <summary>Weights for an axis.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="filter">How pixels are weighted.</param>
    /// <param name="enlarges">Whether this axis or the other one becomes longer, which changes what "area" means.</param>
    public static ResamplingTaps Rent(ResamplingAxis axis, ResamplingFilter filter, bool enlarges)
    {
        var reach = filter == ResamplingFilter.Bicubic ? 2 : 1;
        var taps = new ResamplingTaps(axis.Count, 3 + (int)Math.Ceiling(2 * reach * Math.Max(axis.Scale, 1)));
        for (var i = 0; i < axis.Count; i++)
        {
            taps._spans[i] = (filter, enlarges) switch
            {
                (ResamplingFilter.Area, false) => Area(axis, axis.First + i, taps.Row(i)),
                (ResamplingFilter.Area, true) => Linear(axis, axis.First + i, taps.Row(i)),
                _ => Filtered(axis, axis.First + i, filter, reach, taps.Row(i)),
            };
        }

        return taps;
    }

    /// <summary>What a wanted pixel is made of.</summary>
    /// <param name="index">Which one, from 0.</param>
    /// <param name="first">The first pixel of the picture.</param>
    /// <returns>The weights of it and of those that follow.</returns>
    public ReadOnlySpan<float> Of(int index, out int first)
    {
        (first, var count) = _spans[index];
        return _weights.AsSpan(index * _stride, count);
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_weights);
        ArrayPool<(int, int)>.Shared.Return(_spans);
    }

    private Span<float> Row(int index) => _weights.AsSpan(index * _stride, _stride);

    /// <summary>OpenCV's computeResizeAreaTab.</summary>
    private static (int First, int Count) Area(ResamplingAxis axis, int index, Span<float> weights)
    {
        var (from, to) = (index * axis.Scale, (index + 1) * axis.Scale);
        var size = Math.Min(axis.Scale, axis.Source - from);
        var last = Math.Min((int)Math.Floor(to), axis.Source - 1);
        var first = Math.Min((int)Math.Ceiling(from), last);
        var (start, count) = (first, 0);
        if (first - from > LeastShare)
        {
            start--;
            weights[count++] = (float)((first - from) / size);
        }

        for (var pixel = first; pixel < last; pixel++)
            weights[count++] = (float)(1 / size);
        if (to - last > LeastShare)
            weights[count++] = (float)(Math.Min(Math.Min(to - last, 1), size) / size);
        return (start, count);
    }

    /// <summary>
    /// What OpenCV's INTER_AREA does when a side becomes longer: two neighbours, or one where the target's pixel lies in it.
    /// </summary>
    private static (int First, int Count) Linear(ResamplingAxis axis, int index, Span<float> weights)
    {
        var pixel = (int)Math.Floor(index * axis.Scale);
        var share = (float)(index + 1 - ((pixel + 1) / axis.Scale));
        share = share <= 0 ? 0 : share - MathF.Floor(share);
        if (pixel >= axis.Source - 1 || share == 0)
        {
            weights[0] = 1;
            return (Math.Min(pixel, axis.Source - 1), 1);
        }

        (weights[0], weights[1]) = (1 - share, share);
        return (pixel, 2);
    }

    /// <summary>Pillow's precompute_coeffs.</summary>
    private static (int First, int Count) Filtered(
        ResamplingAxis axis, int index, ResamplingFilter filter, int reach, Span<float> weights)
    {
        var widening = Math.Max(axis.Scale, 1);
        var (centre, support) = ((index + 0.5) * axis.Scale, reach * widening);
        var first = Math.Max(0, (int)(centre - support + 0.5));
        var count = Math.Min(axis.Source, (int)(centre + support + 0.5)) - first;
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            var distance = Math.Abs((first + i - centre + 0.5) / widening);
            var weight = filter == ResamplingFilter.Bicubic ? Cubic(distance) : Math.Max(0, 1 - distance);
            weights[i] = (float)weight;
            sum += weight;
        }

        for (var i = 0; i < count; i++)
            weights[i] = (float)(weights[i] / sum);
        return (first, count);
    }

    /// <summary>Keys' cubic convolution, a = -0.5.</summary>
    private static double Cubic(double x) => x switch
    {
        < 1 => (((1.5 * x) - 2.5) * x * x) + 1,
        < 2 => (((((-0.5 * x) + 2.5) * x) - 4) * x) + 2,
        _ => 0,
    };
}
