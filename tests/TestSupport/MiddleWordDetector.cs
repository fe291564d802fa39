using Indexing.Vision;
using Indexing.Vision.Detection;
using Indexing.Vision.Imaging;

namespace Indexing.TestSupport;

/// <summary>A detector that takes the middle half of every picture for a word: the write path without a detection network.</summary>
public sealed class MiddleWordDetector : ITextDetector
{
    /// <inheritdoc/>
    public Task DetectAsync(DecodedImage image, List<TextRegion> regions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(regions);
        regions.Clear();
        regions.Add(new TextRegion(Quad.FromRectangle(image.Width / 4f, image.Height / 4f, image.Width / 2f, image.Height / 2f), 0.9f));
        return Task.CompletedTask;
    }
}
