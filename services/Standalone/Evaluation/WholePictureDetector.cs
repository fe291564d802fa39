using Indexing.Vision;
using Indexing.Vision.Detection;
using Indexing.Vision.Imaging;

namespace Indexing.Standalone.Evaluation;

/// <summary>Takes every picture for one word: the crops of a word set are cut already.</summary>
internal sealed class WholePictureDetector : ITextDetector
{
    public Task DetectAsync(DecodedImage image, List<TextRegion> regions, CancellationToken cancellationToken)
    {
        regions.Clear();
        regions.Add(new TextRegion(Quad.FromRectangle(0, 0, image.Width, image.Height), 1));
        return Task.CompletedTask;
    }
}
