using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;

namespace Indexing.Vision.Detection;

/// <summary>One picture on its way through the detector.</summary>
/// <param name="Image">The picture.</param>
/// <param name="Regions">Receives what was found.</param>
/// <param name="Shape">The padded size: at least the picture's.</param>
internal readonly record struct DetectorCall(DecodedImage Image, List<TextRegion> Regions, (int Width, int Height) Shape) : IBatchItem
{
    public int Size => 1;
}
