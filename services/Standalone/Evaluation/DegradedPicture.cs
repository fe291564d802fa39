using Indexing.Vision.Imaging;

namespace Indexing.Standalone.Evaluation;

/// <summary>A picture as a bad camera sees it from afar: few pixels, half the contrast, noise. The same in every run.</summary>
internal static class DegradedPicture
{
    /// <summary>Height of a word that is left, in pixels.</summary>
    public const int WordHeight = 9;

    private const double Contrast = 0.5;
    private const double Noise = 10;
    private const int Middle = 128;

    /// <summary>Reduces a picture by averaging, then takes contrast and adds noise (standard deviation 10 of 255).</summary>
    /// <param name="image">The picture; stays the caller's.</param>
    /// <param name="scale">Size of the result as a share of the picture's, 0..1.</param>
    /// <returns>A picture that the caller disposes.</returns>
    public static DecodedImage Of(DecodedImage image, double scale)
    {
        var (width, height) = (Math.Max(1, (int)Math.Round(image.Width * scale)), Math.Max(1, (int)Math.Round(image.Height * scale)));
        var pixels = new byte[width * height * DecodedImage.Channels];
        var random = new Random(width);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var noise = Noise * Gaussian(random);
                for (var channel = 0; channel < DecodedImage.Channels; channel++)
                {
                    var value = Middle + (Contrast * (Mean(image, x, y, width, height, channel) - Middle)) + noise;
                    pixels[(((y * width) + x) * DecodedImage.Channels) + channel] = (byte)Math.Clamp(value, 0, 255);
                }
            }
        }

        return DecodedImage.FromPixels(pixels, width, height);
    }

    /// <summary>Mean of the source pixels that a target pixel covers, whole ones.</summary>
    private static double Mean(DecodedImage image, int x, int y, int width, int height, int channel)
    {
        var (left, right) = (x * image.Width / width, Math.Max((x * image.Width / width) + 1, (x + 1) * image.Width / width));
        var (top, bottom) = (y * image.Height / height, Math.Max((y * image.Height / height) + 1, (y + 1) * image.Height / height));
        var sum = 0;
        for (var row = top; row < bottom; row++)
            for (var column = left; column < right; column++)
                sum += image.Pixels[(((row * image.Width) + column) * DecodedImage.Channels) + channel];
        return (double)sum / ((bottom - top) * (right - left));
    }

    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
