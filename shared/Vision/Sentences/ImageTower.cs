using Indexing.Vision.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Indexing.Vision.Sentences;

/// <summary>What the file of an image tower must be like.</summary>
internal static class ImageTower
{
    private const int Free = -1;

    /// <summary>Its input and outputs, checked against the pack's description when a session is made.</summary>
    public static NetworkSignature Signature(SentencePack pack, InferenceDevice device)
    {
        var image = pack.Description.Image;
        return new NetworkSignature(
            image.Input, Outputs(image), TensorElementType.Float, shape => [shape.Batch, 3, shape.Height, shape.Width])
        {
            Mistake = (session, shape) => Mistake(pack, session, shape?.Batch ?? device.DetectorBatch),
        };
    }

    /// <summary>Runs the network once, to check what it really gives.</summary>
    /// <exception cref="ModelPackException">It does not run, or its outputs do not fit the pack's description.</exception>
    /// <exception cref="InferenceException">The device was lost.</exception>
    public static SceneLayout Check(SentencePack pack, OnnxNetwork network)
    {
        var image = pack.Description.Image;
        var shape = new NetworkShape(1, image.InputWidth, image.InputHeight);
        // A slope of grey: a constant picture may have no direction.
        var pixels = new float[3 * shape.Width * shape.Height];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (float)i / pixels.Length;
        try
        {
            using var input = OrtValue.CreateTensorValueFromMemory(pixels, [1, 3, shape.Height, shape.Width]);
            using var outputs = network.SessionFor(shape).Run(network.RunOptions, [image.Input], [input], Outputs(image));
            TowerOutput.Check(pack, image.File, image.Output, outputs[0]);
            return Layout(pack, outputs);
        }
        catch (OnnxRuntimeException e)
        {
            if (network.Device.Health.Examine(network.Name, e) == DeviceFault.Lost)
                throw network.Device.Health.Lost(e);
            throw TowerOutput.Misfit(
                pack, image.File, $"does not run with a picture of {shape.Width} x {shape.Height} ({e.Message}); correct pack.json", e);
        }
    }

    private static SceneLayout Layout(SentencePack pack, IDisposableReadOnlyCollection<OrtValue> outputs)
    {
        var dimension = pack.Description.Dimension;
        if (pack.Description.Image.Map is not { } map)
            return new SceneLayout(dimension, 0, 0);
        var file = pack.Description.Image.File;
        if (Extents(outputs[1]) is not [1, var channels, var rows and > 0, var columns and > 0] || channels != dimension)
            throw Misfit(map.Vectors, outputs[1], $"1 x {dimension} x rows x columns");
        var next = 2;
        if (map.Boxes is not null)
            Demand(map.Boxes, channels: 4);
        if (map.Objectness is not null)
            Demand(map.Objectness, channels: 1);
        return new SceneLayout(dimension, (int)rows, (int)columns);

        void Demand(string name, int channels)
        {
            var output = outputs[next++];
            if (!Extents(output).AsSpan().SequenceEqual([1, channels, rows, columns]))
                throw Misfit(name, output, $"1 x {channels} x {rows} x {columns}");
        }

        ModelPackException Misfit(string name, OrtValue output, string wanted) => TowerOutput.Misfit(
            pack, file, $"gives '{name}' as {string.Join(" x ", Extents(output))} for one picture, not {wanted}; correct image.map");
    }

    private static long[] Extents(OrtValue value) => value.GetTensorTypeAndShape().Shape;

    private static string[] Outputs(ImageTowerDescription image) =>
        [image.Output, .. new[] { image.Map?.Vectors, image.Map?.Boxes, image.Map?.Objectness }.OfType<string>()];

    private static string? Mistake(SentencePack pack, InferenceSession session, int batch)
    {
        var image = pack.Description.Image;
        var mistake = TowerRules.OfInputs(session, image.Input)
            ?? TowerRules.OfInput(session, image.Input, typeof(float), batch, 3, image.InputHeight, image.InputWidth)
            ?? TowerRules.OfOutput(session, image.Output, Free, pack.Description.Dimension);
        foreach (var output in Outputs(image).Skip(1))
            mistake ??= TowerRules.OfOutput(session, output, Free, Free, Free, Free);
        return mistake;
    }
}
