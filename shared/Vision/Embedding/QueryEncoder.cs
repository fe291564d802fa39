using Indexing.Vision.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Indexing.Vision.Embedding;

/// <summary>
/// The text tower: a query text becomes a vector in the space of the word images, so that the cosine of a word image and a text follows
/// their normalised edit similarity. Safe for concurrent use.
/// </summary>
public sealed class QueryEncoder : IDisposable
{
    private static readonly NetworkSignature Signature = new(
        "characters", ["lexical"], TensorElementType.Int64, shape => [shape.Batch, shape.Width]);

    private readonly OnnxNetwork _network;

    /// <summary>Loads the network, on the CPU whatever the device of the others (see <see cref="InferenceOptions.Device"/>).</summary>
    /// <exception cref="ModelPackException">The network is damaged or of another kind.</exception>
    public QueryEncoder(ModelPack pack, InferenceOptions options)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(options);
        _network = OnnxNetwork.Load(pack.Folder, pack.Description.TextTower, InferenceDevice.ForQueries(options), Signature);
    }

    /// <summary>Encodes a text.</summary>
    /// <param name="normalized">1..64 characters as <see cref="Alphabet.Normalize"/> returns them.</param>
    /// <returns>Unit-length vector of the pack's lexical dimension, owned by the caller.</returns>
    /// <exception cref="ArgumentException">The text is empty or holds other characters.</exception>
    public float[] Encode(string normalized)
    {
        ArgumentException.ThrowIfNullOrEmpty(normalized);
        var classes = Alphabet.Encode(normalized);
        var characters = new long[classes.Length];
        for (var i = 0; i < classes.Length; i++)
            characters[i] = classes[i];
        using var input = OrtValue.CreateTensorValueFromMemory(characters, [1, characters.Length]);
        var session = _network.SessionFor(new NetworkShape(1, characters.Length, 1));
        using var outputs = session.Run(_network.RunOptions, ["characters"], [input], ["lexical"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();
}
