using System.Text.Json;
using System.Text.Json.Nodes;

namespace Indexing.TestSupport.Sentences;

/// <summary>
/// A pack with the form of a CLIP export and none of its knowledge: CLIP's real tokenizer, 77 positions with an attention mask, the
/// sentence taken at its end mark, 224 x 224 pixels cut from the middle, 512 numbers that are not of unit length. Deterministic.
/// </summary>
internal static class ClipShapedPack
{
    public const int Side = 224;
    public const int Length = 77;
    public const int Dimension = 512;
    private const int Grid = 8;

    public static JsonObject Create(PackWriter pack)
    {
        var merges = ClipVocabulary.Merges();
        return new JsonObject
        {
            ["kind"] = "sentence",
            ["name"] = "clip-shaped",
            ["version"] = "1",
            ["licence"] = "Apache-2.0",
            ["image"] = pack.Write("vision_model.onnx", ImageTower(), new JsonObject
            {
                ["input"] = "pixel_values",
                ["output"] = "image_embeds",
                ["size"] = Side,
                ["resize"] = "crop",
                ["interpolation"] = "bicubic",
                ["mean"] = new JsonArray(0.48145466, 0.4578275, 0.40821073),
                ["std"] = new JsonArray(0.26862954, 0.26130258, 0.27577711),
            }),
            ["text"] = pack.Write("text_model.onnx", TextTower(), new JsonObject
            {
                ["input"] = "input_ids",
                ["attentionMask"] = "attention_mask",
                ["output"] = "text_embeds",
                ["length"] = Length,
                ["elementType"] = "int64",
            }),
            ["tokenizer"] = new JsonObject
            {
                ["kind"] = "bpe",
                ["vocabulary"] = pack.Write("vocab.json", JsonSerializer.Serialize(ClipVocabulary.Numbers(merges))),
                ["merges"] = pack.Write("merges.txt", string.Join('\n', merges) + "\n"),
                ["start"] = ClipVocabulary.Start,
                ["end"] = ClipVocabulary.End,
                ["pad"] = ClipVocabulary.End,
                ["lowercase"] = true,
            },
            ["dimension"] = Dimension,
            ["normalised"] = false,
            ["logitScale"] = 100,
            ["wordVectors"] = new JsonObject
            {
                ["words"] = pack.Write("visual_words.txt", "dog\ncat\nbeach\nsnowy\n"),
                ["prompt"] = "a photo of {}",
            },
            ["calibration"] = new JsonObject { ["slope"] = 30, ["intercept"] = -8, ["threshold"] = 0.5 },
        };
    }

    private static byte[] ImageTower()
    {
        var random = new Random(7);
        var weights = new float[3 * Grid * Grid * Dimension];
        foreach (ref var weight in weights.AsSpan())
            weight = random.NextSingle() - 0.5f;
        return new OnnxModel()
            .Input<float>("pixel_values", "batch_size", 3, "height", "width")
            .Constant("weights", weights, 3 * Grid * Grid, Dimension)
            .Node("AveragePool", "pixel_values", "cells", ("kernel_shape", OnnxModel.Square(28)), ("strides", OnnxModel.Square(28)))
            .Node("Flatten", "cells", "flat")
            .Node("MatMul", "flat weights", "image_embeds")
            .Output<float>("image_embeds", "batch_size", Dimension)
            .ToArray();
    }

    /// <summary>Each token as a set of waves; a position has those before it added, and that of the end mark is taken.</summary>
    private static byte[] TextTower() => new OnnxModel()
        .Input<long>("input_ids", "batch_size", "sequence_length")
        .Input<long>("attention_mask", "batch_size", "sequence_length")
        .Constant("waves", [.. Enumerable.Range(1, Dimension).Select(static number => 0.0007f * number)], 1, 1, Dimension)
        .Constant("last", [2L], 1)
        .Constant("positions", [1L])
        .Node("Cast", "input_ids", "numbers", ("to", 1))
        .Node("Cast", "attention_mask", "mask", ("to", 1))
        .Node("Unsqueeze", "numbers last", "column")
        .Node("Unsqueeze", "mask last", "kept")
        .Node("Mul", "column waves", "angles")
        .Node("Sin", "angles", "tokens")
        .Node("Mul", "tokens kept", "seen")
        .Node("CumSum", "seen positions", "sums")
        .Node("ArgMax", "numbers", "end", ("axis", 1), ("keepdims", 1))
        .Node("GatherND", "sums end", "text_embeds", ("batch_dims", 1))
        .Output<float>("text_embeds", "batch_size", Dimension)
        .ToArray();
}
