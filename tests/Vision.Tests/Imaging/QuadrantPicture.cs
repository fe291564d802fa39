using Indexing.Vision.Imaging;
using Indexing.Vision.Imaging.Vips;

namespace Indexing.Vision.Tests.Imaging;

/// <summary>A picture of four coloured quarters, by which colour, size and orientation can be told; encoded in many ways.</summary>
internal static class QuadrantPicture
{
    public const int Width = 96, Height = 64;

    /// <summary>Top left red, top right green, bottom left blue, bottom right yellow.</summary>
    public static readonly (byte R, byte G, byte B)[] Colours = [(200, 30, 30), (30, 180, 40), (30, 40, 200), (220, 210, 40)];

    public static VipsImage Create(int width = Width, int height = Height) => VipsImage.FromPixels(Pixels(width, height, 3), width, height);

    public static byte[] Jpeg(string options = "Q=95") => Save(Create(), "jpegsave_buffer", options);

    public static byte[] Png(string options = "compression=6") => Save(Create(), "pngsave_buffer", options);

    public static byte[] WebP(string options = "lossless=true,keep=none") => Save(Create(), "webpsave_buffer", options);

    public static byte[] Jpeg(int width, int height, string options = "Q=90") => Save(Create(width, height), "jpegsave_buffer", options);

    public static byte[] CmykJpeg() => Save(Convert("cmyk"), "jpegsave_buffer", "Q=95");

    public static byte[] GreyJpeg() => Save(Convert("b-w"), "jpegsave_buffer", "Q=95");

    public static byte[] SixteenBitPng() => Save(Convert("rgb16"), "pngsave_buffer", "bitdepth=16");

    /// <summary>The right half is fully transparent, and black underneath.</summary>
    public static byte[] TransparentPng(bool sixteenBit = false)
    {
        var pixels = Pixels(Width, Height, 4);
        for (var i = 0; i < pixels.Length; i += 4)
        {
            if (i / 4 % Width >= Width / 2) pixels.AsSpan(i, 4).Clear();
        }
        using var raw = VipsImage.FromPixels(pixels, Width, Height, 4);
        using var image = new VipsOperation("copy").Image("in", raw).Options("interpretation=srgb").RunToImage();
        if (!sixteenBit) return Save(image.Share(), "pngsave_buffer", "compression=6");
        var deep = new VipsOperation("colourspace").Image("in", image).Options("space=rgb16").RunToImage();
        return Save(deep, "pngsave_buffer", "bitdepth=16");
    }

    /// <summary>Asserts the colour in the middle of each quarter: top left, top right, bottom left, bottom right.</summary>
    public static void AssertQuarters(DecodedImage image, IEnumerable<(byte R, byte G, byte B)> expected, int tolerance = 12)
    {
        var quarter = 0;
        foreach (var (r, g, b) in expected)
        {
            var at = 3 * ((quarter / 2 * 2 + 1) * image.Height / 4 * image.Width + (quarter % 2 * 2 + 1) * image.Width / 4);
            var pixel = image.Pixels.Slice(at, 3);
            Assert.True(
                Math.Abs(pixel[0] - r) <= tolerance && Math.Abs(pixel[1] - g) <= tolerance && Math.Abs(pixel[2] - b) <= tolerance,
                $"quarter {quarter}: {pixel[0]}, {pixel[1]}, {pixel[2]} instead of {r}, {g}, {b}");
            quarter++;
        }
    }

    private static VipsImage Convert(string space)
    {
        using var image = Create();
        return new VipsOperation("colourspace").Image("in", image).Options($"space={space}").RunToImage();
    }

    private static byte[] Save(VipsImage image, string operation, string options)
    {
        using (image) return new VipsOperation(operation).Image("in", image).Options(options).RunToBytes();
    }

    private static byte[] Pixels(int width, int height, int bands)
    {
        var pixels = new byte[width * height * bands];
        for (var i = 0; i < width * height; i++)
        {
            var (r, g, b) = Colours[(i / width < height / 2 ? 0 : 2) + (i % width < width / 2 ? 0 : 1)];
            (pixels[i * bands], pixels[i * bands + 1], pixels[i * bands + 2]) = (r, g, b);
            if (bands == 4) pixels[i * bands + 3] = 255;
        }
        return pixels;
    }
}
