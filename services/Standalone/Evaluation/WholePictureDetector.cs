using Indexing.Vision;
using Indexing.Vision.Detection;
using Indexing.Vision.Imaging;

namespace Indexing.Standalone.Evaluation;

/// <summary>Takes every picture for one word: the crops of a word set are cut already.</summary>
internal sealed class WholePictureDetector : ITextDetector
{
    public void Detect(DecodedImage image, List<TextRegion> regions)
    {
        regions.Clear();
        regions.Add(new TextRegion(Quad.FromRectangle(0, 0, image.Width, image.Height), 1));
    }
}
