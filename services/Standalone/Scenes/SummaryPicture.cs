using Indexing.Contracts;
using Indexing.Vision;
using Indexing.Vision.Imaging;
using Indexing.Vision.Imaging.Drawing;

namespace Indexing.Standalone.Scenes;

/// <summary>Writes a copy of a picture with the words of its summary at the lower edge.</summary>
internal sealed class SummaryPicture(ImageDecoder decoder)
{
    private static readonly Rgb Frame = new(0, 122, 255);

    /// <summary>Writes it as a JPEG file.</summary>
    /// <param name="picture">Path of the picture.</param>
    /// <param name="summary">What it shows.</param>
    /// <param name="file">Path of the copy; replaced when it is there.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="UsageException">The file cannot be read as a picture.</exception>
    public async Task WriteAsync(string picture, ImageSummary summary, string file, CancellationToken cancellationToken)
    {
        var decoded = decoder.Decode(await File.ReadAllBytesAsync(picture, cancellationToken));
        if (!decoded.IsDecoded)
            throw new UsageException($"{picture}: {decoded.Rejection.Message}");
        using var image = decoded.Image;
        var whole = Quad.FromRectangle(0, 0, image.Width, image.Height).Scale(image.ScaleToSource);
        var words = string.Join(" + ", summary.Words.Select(static word => word.Word));
        var path = Path.GetFullPath(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, ImageAnnotator.Annotate(image, [new Annotation(whole, Frame, words)]), cancellationToken);
    }
}
