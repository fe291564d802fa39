using System.Text.Json.Nodes;

namespace Indexing.TestSupport.Sentences;

/// <summary>
/// A sentence pack of the product's own form that knows colours: 16 numbers, one for each colour word of HTML. A picture's vector holds how
/// much of it has each colour, a sentence's which colour words it has, so "a red and blue picture" is nearest to a picture that is half red
/// and half blue. It has a map of 8 x 8 cells with boxes (a quarter of the picture's width and height, around each cell) and objectness
/// (whatever is not white).
/// </summary>
internal static class ColourPack
{
    public const int Side = 64;
    public const int Length = 32;
    public const int Cells = 8;

    /// <summary>How sharply a pixel is of one colour.</summary>
    private const float Sharpness = 6;

    /// <summary>What words without colour add to every number: a sentence of them alone has a direction too.</summary>
    private const float Faint = 0.02f;

    private static readonly string[] OtherWords =
        ["a", "an", "and", "at", "dog", "house", "in", "is", "of", "on", "photo", "picture", "shows", "sign", "the", "with"];

    /// <summary>The colours: red, green, blue of -1..1.</summary>
    public static readonly (string Name, float[] Rgb)[] Colours =
    [
        ("black", [-1, -1, -1]), ("silver", [0.5f, 0.5f, 0.5f]), ("gray", [0, 0, 0]), ("white", [1, 1, 1]), ("maroon", [0, -1, -1]),
        ("red", [1, -1, -1]), ("purple", [0, -1, 0]), ("fuchsia", [1, -1, 1]), ("green", [-1, 0, -1]), ("lime", [-1, 1, -1]),
        ("olive", [0, 0, -1]), ("yellow", [1, 1, -1]), ("navy", [-1, -1, 0]), ("blue", [-1, -1, 1]), ("teal", [-1, 0, 0]),
        ("aqua", [-1, 1, 1]),
    ];

    private static int Dimension => Colours.Length;

    public static JsonObject Create(PackWriter pack)
    {
        IEnumerable<string> vocabulary = [.. OtherWords, .. Colours.Select(colour => colour.Name)];
        // Half floats; the longer a vector, the more its word shows.
        var vectors = Enumerable.Range(0, Dimension * Dimension)
            .SelectMany(i => BitConverter.GetBytes((Half)(i / Dimension == i % Dimension ? 1 + (0.1f * (i / Dimension)) : 0)));
        return new JsonObject
        {
            ["kind"] = "sentence",
            ["name"] = "colours",
            ["version"] = "1",
            ["licence"] = "Apache-2.0",
            ["credits"] = "Made by the tests.",
            ["image"] = pack.Write("image_tower.onnx", ImageTower(), new JsonObject
            {
                ["input"] = "pixels",
                ["output"] = "scene",
                ["size"] = Side,
                ["resize"] = "squash",
                ["interpolation"] = "area",
                ["mean"] = new JsonArray(0.5, 0.5, 0.5),
                ["std"] = new JsonArray(0.5, 0.5, 0.5),
                ["map"] = new JsonObject { ["vectors"] = "map", ["boxes"] = "boxes", ["objectness"] = "objectness" },
            }),
            ["text"] = pack.Write("text_tower.onnx", TextTower(), new JsonObject
            {
                ["input"] = "words",
                ["output"] = "sentence",
                ["length"] = Length,
                ["elementType"] = "int64",
            }),
            ["tokenizer"] = new JsonObject
            {
                ["kind"] = "words",
                ["words"] = pack.Write("vocabulary.txt", string.Join('\n', vocabulary) + "\n"),
            },
            ["dimension"] = Dimension,
            ["normalised"] = true,
            ["logitScale"] = 20,
            ["wordVectors"] = new JsonObject
            {
                ["words"] = pack.Write("visual_words.txt", string.Join('\n', Colours.Select(colour => colour.Name)) + "\n"),
                ["vectors"] = pack.Write("visual_words.bin", [.. vectors]),
            },
            ["calibration"] = new JsonObject { ["slope"] = 12, ["intercept"] = -7, ["threshold"] = 0.5 },
        };
    }

    /// <summary>Softmax over the distances to the colours, for cells of 8 x 8 pixels and averaged over all of them.</summary>
    private static byte[] ImageTower()
    {
        var weights = Colours.SelectMany(colour => colour.Rgb.Select(value => 2 * Sharpness * value)).ToArray();
        var biases = Colours.Select(colour => -Sharpness * colour.Rgb.Sum(value => value * value)).ToArray();
        var notWhite = Colours.Select(colour => colour.Name == "white" ? -8f : 0).ToArray();
        return new OnnxModel()
            .Input<float>("pixels", "n", 3, Side, Side)
            .Constant("colours", weights, Dimension, 3, 1, 1)
            .Constant("lengths", biases, Dimension)
            .Constant("nothing", new float[12], 4, 3, 1, 1)
            .Constant("reach", [0.125f, 0.125f, 0.125f, 0.125f], 4)
            .Constant("white", notWhite, 1, Dimension, 1, 1)
            .Constant("something", [4f], 1)
            .Node("AveragePool", "pixels", "cells", ("kernel_shape", OnnxModel.Square(8)), ("strides", OnnxModel.Square(8)))
            .Node("Conv", "cells colours lengths", "nearness")
            .Node("Softmax", "nearness", "shares", ("axis", 1))
            .Node("GlobalAveragePool", "shares", "mean")
            .Node("Flatten", "mean", "flat")
            .Node("LpNormalization", "flat", "scene", ("axis", 1), ("p", 2))
            .Node("Identity", "shares", "map")
            .Node("Conv", "cells nothing reach", "boxes")
            .Node("Conv", "shares white something", "objectness")
            .Output<float>("scene", "n", Dimension)
            .Output<float>("map", "n", Dimension, Cells, Cells)
            .Output<float>("boxes", "n", 4, Cells, Cells)
            .Output<float>("objectness", "n", 1, Cells, Cells)
            .ToArray();
    }

    /// <summary>The sum of the words' vectors.</summary>
    private static byte[] TextTower()
    {
        const int special = 2;
        var rows = new float[(special + OtherWords.Length + Dimension) * Dimension];
        rows.AsSpan(special * Dimension, OtherWords.Length * Dimension).Fill(Faint);
        for (var colour = 0; colour < Dimension; colour++)
            rows[((special + OtherWords.Length + colour) * Dimension) + colour] = 1;
        return new OnnxModel()
            .Input<long>("words", "n", Length)
            .Constant("table", rows, rows.Length / Dimension, Dimension)
            .Constant("positions", [1L], 1)
            .Node("Gather", "table words", "vectors")
            .Node("ReduceSum", "vectors positions", "sum", ("keepdims", 0))
            .Node("LpNormalization", "sum", "sentence", ("axis", 1), ("p", 2))
            .Output<float>("sentence", "n", Dimension)
            .ToArray();
    }
}
