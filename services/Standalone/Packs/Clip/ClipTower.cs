using System.Numerics.Tensors;
using System.Text.Json.Nodes;
using Indexing.Vision.Onnx;

namespace Indexing.Standalone.Packs.Clip;

/// <summary>What one network of an export turned out to be when it was loaded and run once.</summary>
internal sealed record ClipTower
{
    /// <summary>Vectors count as of unit length when they are this near to it twice.</summary>
    private const float UnitTolerance = 1e-3f;

    private readonly List<KeyValuePair<string, JsonNode?>> _members = [];

    /// <summary>How many numbers it gives for one picture or sentence.</summary>
    public required int Dimension { get; init; }

    /// <summary>Whether they have unit length.</summary>
    public required bool IsUnit { get; init; }

    /// <summary>Loads the network of the pictures and runs it with two of one colour each.</summary>
    /// <exception cref="PackRefusedException">It is of another kind.</exception>
    public static ClipTower OfPictures(string file, ClipPixels pixels)
    {
        using var network = Open(file);
        var input = network.Inputs is [{ ElementType: "float", Shape.Count: 4 } only]
            ? only
            : throw Wrong(file, "one float input of pictures", network.Inputs);
        int[] wanted = [1, 3, pixels.Height, pixels.Width];
        if (input.Shape.Zip(wanted).Skip(1).Any(static pair => pair.First >= 0 && pair.First != pair.Second))
            throw Wrong(file, $"pictures of {pixels.Width} x {pixels.Height} pixels, as preprocessor_config.json says", [input]);
        var output = OutputOf(network, "image_embeds", file);
        var dark = Guard(() => network.RunPicture(input.Name, output, pixels.Height, pixels.Width, 0f));
        var light = Guard(() => network.RunPicture(input.Name, output, pixels.Height, pixels.Width, 1f));
        return new ClipTower { Dimension = dark.Length, IsUnit = IsUnitLength(dark) && IsUnitLength(light) }
            .With("input", input.Name).With("output", output);
    }

    /// <summary>Loads the network of the sentences and runs it with two.</summary>
    /// <param name="file">Path of the network.</param>
    /// <param name="tokenizer">What cuts the sentences.</param>
    /// <param name="length">Positions, where the file leaves them open.</param>
    /// <exception cref="PackRefusedException">It is of another kind.</exception>
    public static ClipTower OfSentences(string file, ClipTokenizer tokenizer, int length)
    {
        using var network = Open(file);
        var inputs = network.Inputs;
        var input = inputs.FirstOrDefault(static tensor => tensor.Name == "input_ids") ?? (inputs.Count == 1 ? inputs[0] : null);
        var mask = inputs.FirstOrDefault(static tensor => tensor.Name == "attention_mask");
        if (input is not { ElementType: "int64" or "int32", Shape.Count: 2 } || inputs.Count != (mask is null ? 1 : 2))
            throw Wrong(file, "tokens as int64 or int32 and at most an attention_mask beside them", inputs);
        if (input.Shape[1] > 0)
            length = input.Shape[1];
        var output = OutputOf(network, "text_embeds", file);
        float[][] vectors = [.. new[] { KnownSentence.Text, "two dogs run on the beach" }.Select(sentence =>
            Guard(() => network.RunSentence(input.Name, mask?.Name, output, Padded(tokenizer, sentence, length))))];
        return new ClipTower { Dimension = vectors[0].Length, IsUnit = vectors.All(IsUnitLength) }
            .With("input", input.Name).With("attentionMask", mask?.Name).With("output", output).With("length", length)
            .With("elementType", input.ElementType);
    }

    /// <summary>Members of the description's <c>image</c> or <c>text</c>.</summary>
    public IEnumerable<KeyValuePair<string, JsonNode?>> Members() => _members;

    private static NetworkProbe Open(string file) => Guard(() => NetworkProbe.Open(file));

    private static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ModelPackException e)
        {
            throw new PackRefusedException(e.Message, e);
        }
    }

    /// <summary>
    /// The projected vector by its name, or the only output that can be it. Not pooler_output: it is taken before the projection into the
    /// common space.
    /// </summary>
    private static string OutputOf(NetworkProbe network, string name, string file)
    {
        var flat = network.Outputs.Where(static tensor => tensor is { ElementType: "float", Shape.Count: 2 }).ToList();
        return flat.Find(tensor => tensor.Name == name)?.Name
            ?? (flat is [var only] && only.Name != "pooler_output" ? only.Name : throw Wrong(file, $"an output '{name}'", network.Outputs));
    }

    private static int[] Padded(ClipTokenizer tokenizer, string sentence, int length)
    {
        var numbers = tokenizer.Encode(sentence);
        return numbers.Length > length
            ? [.. numbers.Take(length - 1), tokenizer.End]
            : [.. numbers, .. Enumerable.Repeat(tokenizer.Pad, length - numbers.Length)];
    }

    private static bool IsUnitLength(float[] vector) => Math.Abs(TensorPrimitives.Norm(vector) - 1) < UnitTolerance;

    private static PackRefusedException Wrong(string file, string wanted, IEnumerable<NetworkTensor> found) => new(
        $"'{Path.GetFileName(file)}' must have {wanted}; it has {string.Join(", ", found.Select(Describe))}.");

    private static string Describe(NetworkTensor tensor) =>
        $"{tensor.Name} ({tensor.ElementType} {string.Join(" x ", tensor.Shape.Select(static size => size < 0 ? "any" : $"{size}"))})";

    private ClipTower With(string member, JsonNode? value)
    {
        if (value is not null)
            _members.Add(new(member, value));
        return this;
    }
}
