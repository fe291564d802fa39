using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Indexing.Vision.Onnx;

/// <summary>
/// An ONNX file that nothing describes yet: tells what goes in and comes out, and runs it once on the CPU. Not safe for concurrent use.
/// </summary>
public sealed class NetworkProbe : IDisposable
{
    private readonly InferenceSession _session;
    private readonly string _file;

    private NetworkProbe(InferenceSession session, string file) => (_session, _file) = (session, file);

    /// <summary>What the network takes.</summary>
    public IReadOnlyList<NetworkTensor> Inputs => Tensors(_session.InputMetadata);

    /// <summary>What the network gives.</summary>
    public IReadOnlyList<NetworkTensor> Outputs => Tensors(_session.OutputMetadata);

    /// <summary>Loads a network.</summary>
    /// <param name="file">Path of the file; all weights must be in it.</param>
    /// <exception cref="ModelPackException">ONNX Runtime cannot load it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static NetworkProbe Open(string file)
    {
        var name = Path.GetFileName(file);
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        try
        {
            // From bytes, as packs are loaded: weights in a second file are not found then, so such a network must not pass here.
            return new NetworkProbe(new InferenceSession(File.ReadAllBytes(file), options), name);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelPackException($"ONNX Runtime cannot load '{name}': {e.Message}", e);
        }
    }

    /// <summary>Runs it with one picture of which all values are the same.</summary>
    /// <param name="input">Name of the input, float32 <c>1 x 3 x height x width</c>.</param>
    /// <param name="output">Name of an output of float32.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="value">The value of every pixel and colour.</param>
    /// <returns>All numbers of the output.</returns>
    /// <exception cref="ModelPackException">It cannot be run so.</exception>
    public float[] RunPicture(string input, string output, int height, int width, float value)
    {
        var pixels = new float[3 * height * width];
        Array.Fill(pixels, value);
        using var tensor = OrtValue.CreateTensorValueFromMemory(pixels, [1, 3, height, width]);
        return Run([input], [tensor], output);
    }

    /// <summary>Runs it with one sentence.</summary>
    /// <param name="input">Name of the input, integers <c>1 x length</c>.</param>
    /// <param name="mask">Name of the input that is 1 at every token, if there is one.</param>
    /// <param name="output">Name of an output of float32.</param>
    /// <param name="tokens">Numbers of the tokens.</param>
    /// <returns>All numbers of the output.</returns>
    /// <exception cref="ModelPackException">It cannot be run so.</exception>
    public float[] RunSentence(string input, string? mask, string output, IReadOnlyList<int> tokens)
    {
        using var numbers = Integers(input, tokens);
        if (mask is null)
            return Run([input], [numbers], output);
        using var ones = Integers(mask, [.. Enumerable.Repeat(1, tokens.Count)]);
        return Run([input, mask], [numbers, ones], output);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private float[] Run(IReadOnlyCollection<string> names, IReadOnlyCollection<OrtValue> values, string output)
    {
        using var options = new RunOptions();
        try
        {
            using var results = _session.Run(options, names, values, [output]);
            return results[0].GetTensorDataAsSpan<float>().ToArray();
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelPackException($"'{_file}' cannot be run: {e.Message}", e);
        }
    }

    private OrtValue Integers(string input, IReadOnlyList<int> values) =>
        _session.InputMetadata[input].ElementDataType == TensorElementType.Int32
            ? OrtValue.CreateTensorValueFromMemory(values.ToArray(), [1, values.Count])
            : OrtValue.CreateTensorValueFromMemory(values.Select(static value => (long)value).ToArray(), [1, values.Count]);

    private static List<NetworkTensor> Tensors(IReadOnlyDictionary<string, NodeMetadata> nodes) =>
        [.. nodes.Select(node => new NetworkTensor(
            node.Key, node.Value.ElementDataType.ToString().ToLowerInvariant(), node.Value.Dimensions))];
}
