using System.Globalization;
using Indexing.Vision.Imaging;
using Indexing.Vision.Imaging.Drawing;

namespace Indexing.Standalone.Evaluation;

/// <summary>
/// Makes pictures that show both a known scene and a known word, which no set has: described pictures, enlarged, with a word that was cut
/// out of a photograph laid over their lower left corner. Each word is laid over several pictures, so that neither the word nor the
/// sentence alone says which is meant.
/// </summary>
internal sealed class ComposedPictures(ImageDecoder decoder)
{
    private const int Words = 40;
    private const int PicturesPerWord = 5;
    private const int ShortestWord = 4;

    /// <summary>Words of the photographs are made for pictures of their size.</summary>
    private const int SmallestSide = 640;

    private const int Margin = 8;

    /// <summary>Longest caption that a question can hold beside the word.</summary>
    private const int LongestCaption = 180;

    /// <summary>Writes the pictures.</summary>
    /// <param name="photographs">Set with marked words.</param>
    /// <param name="described">Set with captions.</param>
    /// <param name="folder">Where the files are written.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>The questions; fewer where the sets are small.</returns>
    public async Task<IReadOnlyList<ComposedPicture>> WriteAsync(
        EvaluationSet photographs, EvaluationSet described, string folder, CancellationToken cancellationToken)
    {
        var random = new Random(1);
        var scenes = described.Images.Where(static image => image.Captions[0].Length <= LongestCaption).ToArray();
        random.Shuffle(scenes);
        var questions = new List<ComposedPicture>();
        var words = photographs.Images.SelectMany(static image => image.Instances.Select(instance => (image.Image, Instance: instance)))
            .Where(static word => !word.Instance.IsIgnored && ProtocolText.Normalize(word.Instance.Text).Length >= ShortestWord)
            .DistinctBy(static word => ProtocolText.Normalize(word.Instance.Text)).Take(Words);
        foreach (var (photograph, instance) in words)
        {
            using var photo = await DecodeAsync(photographs, photograph, cancellationToken);
            var text = ProtocolText.Normalize(instance.Text);
            foreach (var scene in scenes.Skip(questions.Count).Take(PicturesPerWord))
            {
                using var picture = await DecodeAsync(described, scene.Image, cancellationToken);
                var name = string.Create(CultureInfo.InvariantCulture, $"{text}-{questions.Count:000}.png");
                await File.WriteAllBytesAsync(Path.Combine(folder, name), Compose(picture, photo, instance), cancellationToken);
                questions.Add(new ComposedPicture(name, scene.Captions[0], text));
            }
        }

        return questions;
    }

    private async Task<DecodedImage> DecodeAsync(EvaluationSet set, string image, CancellationToken cancellationToken)
    {
        var file = Path.Combine(set.ImageDirectory, image);
        var decoded = decoder.Decode(await File.ReadAllBytesAsync(file, cancellationToken));
        return decoded.IsDecoded ? decoded.Image : throw new UsageException($"{file}: {decoded.Rejection.Message}");
    }

    private static byte[] Compose(DecodedImage scene, DecodedImage photo, EvaluationInstance word)
    {
        var factor = 1 + ((SmallestSide - 1) / Math.Min(scene.Width, scene.Height));
        var (width, height) = (scene.Width * factor, scene.Height * factor);
        var pixels = new byte[width * height * DecodedImage.Channels];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                Pixel(scene, x / factor, y / factor).CopyTo(pixels.AsSpan(((y * width) + x) * DecodedImage.Channels));
        Lay(photo, word, pixels, width, height);
        return PictureEncoder.Encode(pixels, width, height, PictureEncoding.Png);
    }

    /// <summary>The word in its own size with a little of what is around it, cut where it is wider than the picture.</summary>
    private static void Lay(DecodedImage photo, EvaluationInstance word, byte[] pixels, int width, int height)
    {
        var quad = word.Corners.Scale(System.Numerics.Vector2.One / photo.ScaleToSource);
        float[] xs = [quad.TopLeft.X, quad.TopRight.X, quad.BottomRight.X, quad.BottomLeft.X];
        float[] ys = [quad.TopLeft.Y, quad.TopRight.Y, quad.BottomRight.Y, quad.BottomLeft.Y];
        var (left, top) = (Math.Max(0, (int)xs.Min() - Margin), Math.Max(0, (int)ys.Min() - Margin));
        var cutWidth = Math.Min(width - (2 * Margin), Math.Min(photo.Width, (int)xs.Max() + Margin) - left);
        var cutHeight = Math.Min(height - (2 * Margin), Math.Min(photo.Height, (int)ys.Max() + Margin) - top);
        var first = height - Margin - cutHeight;
        for (var y = 0; y < cutHeight; y++)
            for (var x = 0; x < cutWidth; x++)
                Pixel(photo, left + x, top + y).CopyTo(pixels.AsSpan((((first + y) * width) + Margin + x) * DecodedImage.Channels));
    }

    private static ReadOnlySpan<byte> Pixel(DecodedImage image, int x, int y) =>
        image.Pixels.Slice(((y * image.Width) + x) * DecodedImage.Channels, DecodedImage.Channels);
}
