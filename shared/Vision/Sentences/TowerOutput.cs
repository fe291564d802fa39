using System.Globalization;
using System.Numerics.Tensors;
using Indexing.Vision.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Indexing.Vision.Sentences;

/// <summary>What towers give: vectors of the pack's dimension, and of unit length where the pack says so.</summary>
internal static class TowerOutput
{
    /// <summary>Checks the first vector that a tower gives.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="file">The tower's file.</param>
    /// <param name="name">Name of the output.</param>
    /// <param name="output">The output for one picture or sentence.</param>
    /// <exception cref="ModelPackException">It does not fit the pack's description.</exception>
    public static void Check(SentencePack pack, string file, string name, OrtValue output)
    {
        var description = pack.Description;
        var shape = output.GetTensorTypeAndShape().Shape;
        if (shape is not [1, var dimension] || dimension != description.Dimension)
        {
            throw Misfit(
                pack,
                file,
                $"gives '{name}' as {string.Join(" x ", shape)} for one input, not 1 x {description.Dimension}; correct dimension, or name "
                + "another output");
        }

        var length = TensorPrimitives.Norm(output.GetTensorDataAsSpan<float>());
        if (!(length > 0 && float.IsFinite(length)))
            throw Misfit(pack, file, $"gives '{name}' without a direction (length {Text(length)}); export it again");
        if (description.Normalised && MathF.Abs(length - 1) > UnitLength.Tolerance)
            throw Misfit(pack, file, $"gives '{name}' with length {Text(length)}, not 1; set normalised to false");
    }

    /// <summary>Scales a vector to unit length where the tower does not.</summary>
    /// <exception cref="InferenceException">It has no direction.</exception>
    public static void Finish(SentencePack pack, string file, Span<float> vector)
    {
        if (pack.Description.Normalised ? float.IsFinite(vector[0]) : UnitLength.TryScale(vector))
            return;
        throw new InferenceException(
            $"'{file}' of the pack {pack.Id} gave a vector without a direction. Set Inference:Precision to fp32, or use another pack.",
            isTransient: false);
    }

    /// <summary>What is thrown when a tower does not fit its description.</summary>
    public static ModelPackException Misfit(SentencePack pack, string file, string mistake, Exception? cause = null) =>
        new($"'{file}' of the pack {pack.Id} {mistake}.", cause);

    private static string Text(float value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
