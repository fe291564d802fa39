using System.Buffers;
using System.Numerics;

namespace Indexing.Vision.Imaging;

/// <summary>
/// Upright 8-bit sRGB pixels in a pooled buffer. Reading is safe from several threads; disposing is not safe while another thread reads.
/// </summary>
public sealed class DecodedImage : IDisposable
{
    /// <summary>Bytes per pixel: red, green, blue.</summary>
    public const int Channels = 3;

    private byte[]? _buffer;

    private DecodedImage(int width, int height, int sourceWidth, int sourceHeight)
    {
        (Width, Height, SourceWidth, SourceHeight) = (width, height, sourceWidth, sourceHeight);
        _buffer = ArrayPool<byte>.Shared.Rent(Channels * width * height);
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>Width of the upright picture in the file, in pixels.</summary>
    public int SourceWidth { get; }

    /// <summary>Height of the upright picture in the file, in pixels.</summary>
    public int SourceHeight { get; }

    /// <summary>Multiply decoded x and y with this to get pixels of the upright picture in the file; at least 1.</summary>
    public Vector2 ScaleToSource => new((float)SourceWidth / Width, (float)SourceHeight / Height);

    /// <summary><see cref="Height"/> x <see cref="Width"/> x 3 bytes RGB, row-major, without padding. Valid until disposal.</summary>
    /// <exception cref="ObjectDisposedException">The picture was disposed.</exception>
    public ReadOnlySpan<byte> Pixels => Writable;

    internal Span<byte> Writable
    {
        get
        {
            byte[]? buffer = _buffer;
            ObjectDisposedException.ThrowIf(buffer is null, this);
            return buffer.AsSpan(0, Channels * Width * Height);
        }
    }

    /// <summary>Copies pixels that come from elsewhere (a test, a generator) into a pooled buffer.</summary>
    /// <param name="pixels"><paramref name="height"/> x <paramref name="width"/> x 3 bytes RGB, row-major.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <exception cref="ArgumentException">The number of bytes does not fit the size.</exception>
    public static DecodedImage FromPixels(ReadOnlySpan<byte> pixels, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        var length = Channels * width * height;
        if (pixels.Length != length)
            throw new ArgumentException($"{width} x {height} RGB pixels take {length} bytes, not {pixels.Length}.", nameof(pixels));
        var image = new DecodedImage(width, height, width, height);
        pixels.CopyTo(image.Writable);
        return image;
    }

    /// <summary>Gives the buffer back. May be called more than once.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer) ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>A picture whose pixels the decoder is about to write.</summary>
    internal static DecodedImage Rent(int width, int height, int sourceWidth, int sourceHeight) =>
        new(width, height, sourceWidth, sourceHeight);
}
