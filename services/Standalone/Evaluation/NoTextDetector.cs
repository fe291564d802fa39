using Indexing.Vision.Detection;
using Indexing.Vision.Imaging;

namespace Indexing.Standalone.Evaluation;

/// <summary>Takes no place of a picture for a word: where only scenes are measured, reading would be most of the time.</summary>
internal sealed class NoTextDetector : ITextDetector
{
    public Task DetectAsync(DecodedImage image, List<TextRegion> regions, CancellationToken cancellationToken)
    {
        regions.Clear();
        return Task.CompletedTask;
    }
}
