using Indexing.Vision.Imaging;
using Indexing.Vision.Imaging.Drawing;

namespace Indexing.TestSupport;

/// <summary>Encoded pictures that differ from each other and can be made again.</summary>
public static class TestPictures
{
    /// <summary>A JPEG file of coarse stripes whose colours follow from the seed.</summary>
    public static byte[] Jpeg(int seed, int width = 320, int height = 200) => Encode(seed, width, height, PictureEncoding.Jpeg);

    /// <summary>The same as a PNG file.</summary>
    public static byte[] Png(int seed, int width = 320, int height = 200) => Encode(seed, width, height, PictureEncoding.Png);

    private static byte[] Encode(int seed, int width, int height, PictureEncoding encoding)
    {
        var random = new Random(seed);
        var colours = new byte[3 * 16];
        random.NextBytes(colours);
        var pixels = new byte[3 * width * height];
        for (var i = 0; i < width * height; i++)
        {
            var stripe = (i % width / 20 + i / width / 25) % 16;
            colours.AsSpan(3 * stripe, 3).CopyTo(pixels.AsSpan(3 * i));
        }

        using var image = DecodedImage.FromPixels(pixels, width, height);
        return ImageAnnotator.Annotate(image, [], encoding);
    }
}
