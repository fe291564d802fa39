using Indexing.Vision.Imaging;

namespace Indexing.Standalone.Packs;

/// <summary>Pictures that packs are tried with: no photograph has to be there.</summary>
internal static class CheckPicture
{
    private const int Width = 640;
    private const int Height = 480;

    /// <summary>A picture of waves, of which one colour is the brightest; another number makes others. The caller disposes it.</summary>
    public static DecodedImage Create(int number)
    {
        var pixels = new byte[DecodedImage.Channels * Width * Height];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (place, colour) = (i / DecodedImage.Channels, i % DecodedImage.Channels);
            var phase = ((place % Width) * (number + 1) / 40.0) + (place / Width / (20.0 + (10 * colour)));
            var brightness = colour == number % DecodedImage.Channels ? 127 : 50;
            pixels[i] = (byte)(brightness * (1 + Math.Sin(phase + colour)));
        }

        return DecodedImage.FromPixels(pixels, Width, Height);
    }
}
