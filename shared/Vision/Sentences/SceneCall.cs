using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;

namespace Indexing.Vision.Sentences;

/// <summary>One picture on its way through the image tower.</summary>
/// <param name="image">The picture.</param>
/// <param name="dimension">Dimension of its vector.</param>
/// <param name="wantsMap">Whether the vectors of its places are wanted too.</param>
internal sealed class SceneCall(DecodedImage image, int dimension, bool wantsMap) : IBatchItem
{
    public DecodedImage Image => image;

    public bool WantsMap => wantsMap;

    /// <summary>Receives the vector.</summary>
    public float[] Vector { get; } = new float[dimension];

    /// <summary>Receives the map, if it is wanted.</summary>
    public SceneMap? Map { get; set; }

    /// <summary>Every picture is brought to the size of the network.</summary>
    public (int Width, int Height) Shape => (0, 0);

    public int Size => 1;
}
