using Indexing.Vision.Detection;
using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;

namespace Indexing.Vision.Embedding;

/// <summary>Some words of one picture, all of one crop width, on their way through the word encoder.</summary>
/// <param name="Image">The picture.</param>
/// <param name="Regions">All regions of the picture.</param>
/// <param name="Members">Which of the regions.</param>
/// <param name="Width">Crop width in pixels.</param>
/// <param name="Embeddings">Receives vectors and posteriors.</param>
internal readonly record struct WordSlice(
    DecodedImage Image, IReadOnlyList<TextRegion> Regions, ReadOnlyMemory<int> Members, int Width, RegionEmbeddings Embeddings) : IBatchItem
{
    public (int Width, int Height) Shape => (Width, RegionCropper.Height);

    public int Size => Members.Length;
}
