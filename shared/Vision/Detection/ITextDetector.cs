using Indexing.Vision.Imaging;

namespace Indexing.Vision.Detection;

/// <summary>Finds the words of a picture. Safe for concurrent use. A failure is an exception, never "no text".</summary>
public interface ITextDetector
{
    /// <summary>Proposes word regions.</summary>
    /// <param name="image">The decoded picture; only read.</param>
    /// <param name="regions">Receives the regions, best first; cleared before.</param>
    void Detect(DecodedImage image, List<TextRegion> regions);
}
