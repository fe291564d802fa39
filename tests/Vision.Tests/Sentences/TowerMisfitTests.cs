using System.Text.Json.Nodes;
using Indexing.TestSupport;
using Indexing.TestSupport.Sentences;
using Indexing.Vision.Onnx;
using Indexing.Vision.Sentences;
using static Indexing.Vision.Tests.Sentences.SentencePackFixture;

namespace Indexing.Vision.Tests.Sentences;

/// <summary>Files that do not fit the description of their pack are refused when they are loaded; the message says what to do.</summary>
public sealed class TowerMisfitTests : IDisposable
{
    private readonly TemporaryFolder _models = new();

    [Fact]
    public void Scenes_OtherDimension_SaysBoth() => AssertRefused(
        Scenes(Tower<float>(extents: ["n", 3, 64, 64], columns: 12)), "gives 'scene' as N x 12, not N x 16");

    [Fact]
    public void Scenes_OtherDimensionThatTheFileHides_SaysBoth() => AssertRefused(
        Scenes(new OnnxModel()
            .Input<float>("pixels", "n", 3, "h", "w").Node("Flatten", "pixels", "scene").Output<float>("scene", "n", "d").ToArray()),
        "gives 'scene' as 1 x 12288 for one input, not 1 x 16");

    [Fact]
    public void Scenes_OtherSize_SaysBoth() => AssertRefused(
        Scenes(Tower<float>(extents: ["n", 3, 32, 32])), "takes 'pixels' as N x 3 x 32 x 32, not 1 x 3 x 64 x 64");

    [Fact]
    public void Scenes_OtherRank_SaysBoth() => AssertRefused(
        Scenes(Tower<float>(extents: ["n", 3, 64])), "takes 'pixels' as N x 3 x 64, not");

    [Fact]
    public void Scenes_OtherType_SaysBoth() => AssertRefused(
        Scenes(Tower<int>(extents: ["n", 3, 64, 64])), "takes 'pixels' as Int32, not Single");

    [Fact]
    public void Scenes_BatchOfOneWhereMoreAreRun_SaysSo() => AssertRefused(
        Scenes(Tower<float>(extents: [1, 3, 64, 64])),
        "not 4 x 3 x 64 x 64",
        new InferenceOptions { Precision = "fp32", DetectorBatch = 4 });

    [Fact]
    public void Scenes_LengthThatIsNotOne_SaysWhatToSet() => AssertRefused(
        Scenes(Tower<float>(extents: ["n", 3, 64, 64])), "not 1; set normalised to false");

    [Fact]
    public void Scenes_NoDirection_SaysSo() => AssertRefused(
        Scenes(Tower<float>(extents: ["n", 3, 64, 64], factor: 0)), "gives 'scene' without a direction");

    [Fact]
    public void Scenes_OutputThatIsNotThere_SaysSo() => AssertRefused(
        SentencePacks.CreateColours(_models.Path, description => description["image"]!["output"] = "embedding"),
        "lacks output 'embedding'");

    [Fact]
    public void Scenes_MapThatIsNone_SaysSo() => AssertRefused(
        SentencePacks.CreateColours(_models.Path, description => description["image"]!["map"]!["boxes"] = "objectness2"),
        "lacks output 'objectness2'");

    [Fact]
    public void Scenes_BoxesOfAnotherForm_SaysBoth() => AssertRefused(
        SentencePacks.CreateColours(_models.Path, description =>
            description["image"]!["map"] = new JsonObject { ["vectors"] = "map", ["boxes"] = "objectness" }),
        "gives 'objectness' as 1 x 1 x 8 x 8 for one picture, not 1 x 4 x 8 x 8");

    [Fact]
    public void Scenes_TextTowerInItsPlace_SaysSo()
    {
        var pack = SentencePacks.CreateColours(_models.Path, description =>
        {
            description["image"]!["file"] = (string)description["text"]!["file"]!;
            description["image"]!["sha256"] = (string)description["text"]!["sha256"]!;
        });

        AssertRefused(pack, "another kind of network");
    }

    [Fact]
    public void Scenes_FurtherInput_SaysWhich() => AssertRefused(
        Scenes(new OnnxModel()
            .Input<float>("pixels", "n", 3, 64, 64).Input<long>("input_ids", "n", 77)
            .Constant("weights", new float[3 * 16], 3, 16)
            .Node("GlobalAveragePool", "pixels", "mean").Node("Flatten", "mean", "flat").Node("MatMul", "flat weights", "scene")
            .Output<float>("scene", "n", 16).ToArray()),
        "has further inputs, 'input_ids'; export one tower");

    [Fact]
    public void Scenes_FileThatIsNoNetwork_SaysSo() => AssertRefused(Scenes([1, 2, 3]), "ONNX Runtime cannot load 'image_tower.onnx'");

    [Fact]
    public void Scenes_FileThatWasChanged_SaysSo()
    {
        var pack = SentencePacks.CreateColours(_models.Path);
        Tamper(pack, "image_tower.onnx");

        AssertRefused(pack, "damaged or replaced");
    }

    [Fact]
    public void Scenes_FileThatIsMissing_SaysSo()
    {
        var pack = SentencePacks.CreateColours(_models.Path);
        File.Delete(Path.Combine(pack, "image_tower.onnx"));

        AssertRefused(pack, "cannot be read");
    }

    [Theory]
    [InlineData("text_model.onnx")]
    [InlineData("vocab.json")]
    [InlineData("merges.txt")]
    public void Sentences_FileThatWasChanged_SaysSo(string file)
    {
        var pack = SentencePacks.CreateClipShaped(_models.Path);
        Tamper(pack, file);

        AssertSentencesRefused(pack, $"{file}' of the model pack is damaged or replaced");
    }

    [Fact]
    public void Sentences_VocabularyThatIsNone_SaysSo() => AssertSentencesRefused(
        SentencePacks.CreateClipShaped(_models.Path, description => PackChanges.Replace(
            description["tokenizer"]!.AsObject(), "vocabulary", "[]"u8.ToArray(), _models.Combine(SentencePacks.ClipShapedId))),
        "is no vocabulary");

    [Fact]
    public void Sentences_MoreTokensThanTheTableOfTheTower_SaysSo() => AssertSentencesRefused(
        SentencePacks.CreateColours(_models.Path, description => PackChanges.Replace(
            description["tokenizer"]!.AsObject(),
            "words",
            System.Text.Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 99).Append(100).Select(i => $"w{i}").Append("photo"))),
            _models.Combine(SentencePacks.ColoursId))),
        "does not run with 32 tokens");

    [Fact]
    public void Sentences_MaskThatIsNotThere_SaysWhatThereIs() => AssertSentencesRefused(
        SentencePacks.CreateColours(_models.Path, description => description["text"]!["attentionMask"] = "mask"),
        "has no input 'mask', but 'words'");

    [Fact]
    public void Sentences_MaskThatIsNotNamed_SaysSo() => AssertSentencesRefused(
        SentencePacks.CreateClipShaped(_models.Path, description => description["text"]!.AsObject().Remove("attentionMask")),
        "has further inputs, 'attention_mask'");

    [Fact]
    public void Sentences_OtherLength_SaysBoth() => AssertSentencesRefused(
        SentencePacks.CreateColours(_models.Path, description => description["text"]!["length"] = 20),
        "takes 'words' as N x 32, not 1 x 20");

    [Fact]
    public void Sentences_OtherType_SaysBoth() => AssertSentencesRefused(
        SentencePacks.CreateColours(_models.Path, description => description["text"]!["elementType"] = "int32"),
        "takes 'words' as Int64, not Int32");

    [Fact]
    public void Sentences_LengthThatIsNotOne_SaysWhatToSet() => AssertSentencesRefused(
        SentencePacks.CreateClipShaped(_models.Path, description => description["normalised"] = true), "set normalised to false");

    public void Dispose() => _models.Dispose();

    private static void Tamper(string pack, string file)
    {
        using var stream = File.Open(Path.Combine(pack, file), FileMode.Append);
        stream.WriteByte(0);
    }

    /// <summary>A tower that averages a picture.</summary>
    private static byte[] Tower<T>(object[] extents, int columns = 16, float factor = 5)
    {
        var weights = new float[3 * columns];
        Array.Fill(weights, factor);
        return new OnnxModel()
            .Input<T>("pixels", extents)
            .Constant("weights", weights, 3, columns)
            .Node("Cast", "pixels", "floats", ("to", 1))
            .Node("GlobalAveragePool", "floats", "mean")
            .Node("Flatten", "mean", "flat")
            .Node("MatMul", "flat weights", "scene")
            .Output<float>("scene", "n", columns)
            .ToArray();
    }

    private string Scenes(byte[] tower) => SentencePacks.CreateColours(_models.Path, description => PackChanges.Replace(
        description, "image", tower, _models.Combine(SentencePacks.ColoursId), image => image.Remove("map")));

    private static void AssertRefused(string pack, string expected, InferenceOptions? options = null)
    {
        var exception = Assert.Throws<ModelPackException>(() => new SceneEncoder(SentencePack.Open(pack), Golden.Device(options)));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    private static void AssertSentencesRefused(string pack, string expected)
    {
        var exception = Assert.Throws<ModelPackException>(() => new SentenceEncoder(SentencePack.Open(pack), Options));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }
}
