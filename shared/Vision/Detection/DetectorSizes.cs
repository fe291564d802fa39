namespace Indexing.Vision.Detection;

/// <summary>The sizes to which pictures are padded for the detector.</summary>
internal sealed class DetectorSizes
{
    private readonly int _multiple;
    private readonly (int Width, int Height)[] _fixed;

    private DetectorSizes(int multiple, (int Width, int Height)[] sizes) => (_multiple, _fixed) = (multiple, sizes);

    /// <summary>The sizes when there are few, ascending by area; none when every multiple is one.</summary>
    public IReadOnlyList<(int Width, int Height)> Fixed => _fixed;

    /// <summary>Every multiple of a number of pixels.</summary>
    public static DetectorSizes Any(int multiple) => new(multiple, []);

    /// <summary>
    /// Four sizes: 4:3 pictures lying and standing, which most photographs are or fit into, square ones, and half of that for small
    /// pictures.
    /// </summary>
    /// <param name="multiple">Width and height are multiples of it.</param>
    /// <param name="maxSide">Longest side of a picture.</param>
    public static DetectorSizes Few(int multiple, int maxSide)
    {
        var (half, less, full) = (RoundUp(maxSide / 2, multiple), RoundUp(maxSide * 3 / 4, multiple), RoundUp(maxSide, multiple));
        return new DetectorSizes(multiple, [.. new[] { (half, half), (full, less), (less, full), (full, full) }.Distinct()]);
    }

    /// <summary>The smallest size that holds a picture.</summary>
    public (int Width, int Height) Of(int width, int height)
    {
        foreach (var size in _fixed)
            if (width <= size.Width && height <= size.Height)
                return size;
        return (RoundUp(width, _multiple), RoundUp(height, _multiple));
    }

    private static int RoundUp(int length, int multiple) => (length + multiple - 1) / multiple * multiple;
}
