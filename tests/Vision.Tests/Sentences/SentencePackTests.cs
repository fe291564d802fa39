using System.Text.Json.Nodes;
using Indexing.TestSupport;
using Indexing.TestSupport.Sentences;
using Indexing.Vision.Onnx;
using Indexing.Vision.Sentences;

namespace Indexing.Vision.Tests.Sentences;

public sealed class SentencePackTests : IDisposable
{
    private readonly TemporaryFolder _models = new();

    [Fact]
    public void Open_Pack_HasItsIdAndDescription()
    {
        var pack = SentencePack.Open(SentencePacks.CreateClipShaped(_models.Path));

        Assert.Equal("clip-shaped/1", pack.Id);
        Assert.Equal((512, false, 100.0), (pack.Description.Dimension, pack.Description.Normalised, pack.Description.LogitScale));
        Assert.Equal(49407, pack.Description.Tokenizer.End);
    }

    [Fact]
    public void Open_NoPack_SaysWhatToSet() =>
        Assert.Contains("Set Inference:SentencePack", Mistake(() => SentencePack.Open(_models.Path)), StringComparison.Ordinal);

    [Fact]
    public void Open_PackOfWords_SaysWhichKindIsNeeded() => Assert.Contains(
        "of kind 'words'; Inference:SentencePack needs one of kind 'sentence'",
        Mistake(() => SentencePack.Open(Golden.PackDirectory)),
        StringComparison.Ordinal);

    [Fact]
    public void Open_SentencePackForWords_SaysWhichKindIsNeeded() => Assert.Contains(
        "of kind 'sentence'; Inference:ModelPack needs one of kind 'words'",
        Mistake(() => ModelPack.Open(SentencePacks.CreateColours(_models.Path))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("""{ "kind": "sentence", "name": "x" }""")]
    public void Open_OtherJson_SaysWhere(string json)
    {
        _models.Write("pack.json", json);

        Assert.Contains("pack.json", Mistake(() => SentencePack.Open(_models.Path)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image.resize", "\"stretch\"", "image.resize is 'stretch'; it must be squash or crop")]
    [InlineData("image.interpolation", "\"nearest\"", "image.interpolation is 'nearest'; it must be area, bicubic or bilinear")]
    [InlineData("image.std", "[0.5, -0.5, 0.5]", "image.std is [0.5, -0.5, 0.5]; it must be three numbers above 0")]
    [InlineData("image.std", "[0.5, 0.5]", "it must be three numbers above 0")]
    [InlineData("image.mean", "[0.5]", "image.mean must be three numbers")]
    [InlineData("image.size", "8", "image is 8 x 8 pixels; each side must be between 16 and 1024")]
    [InlineData("image.size", "null", "image needs either size, or width and height")]
    [InlineData("image.width", "64", "image needs either size, or width and height")]
    [InlineData("image.map.boxes", "\"map\"", "must be different ones")]
    [InlineData("image.preferred", """{ "cpu": "int8" }""", "prefers int8 on 'cpu'")]
    [InlineData("text.length", "1", "text.length is 1; it must be between 2 and 1024")]
    [InlineData("text.elementType", "\"float\"", "text.elementType is 'float'; it must be int64 or int32")]
    [InlineData("text.attentionMask", "\"words\"", "text.attentionMask must be another input")]
    [InlineData("tokenizer.kind", "\"unigram\"", "tokenizer.kind is 'unigram'; it must be words or bpe")]
    [InlineData("tokenizer.kind", "\"bpe\"", "tokenizer.vocabulary and tokenizer.merges are needed")]
    [InlineData("tokenizer.words", "null", "tokenizer.words is missing")]
    [InlineData("tokenizer.pad", "-1", "must not be negative")]
    [InlineData("dimension", "1", "dimension is 1; it must be between 2 and 4096")]
    [InlineData("logitScale", "0", "logitScale is 0; it must be above 0")]
    [InlineData("calibration.slope", "-1", "calibration.slope is -1; it must be above 0")]
    [InlineData("calibration.threshold", "2", "calibration.threshold is 2; it must be between 0 and 1")]
    [InlineData("wordVectors.vectors", "null", "wordVectors needs either vectors, or a prompt with {}")]
    [InlineData("version", "\"\"", "name and version must not be empty")]
    public void Open_BrokenRule_SaysWhatIsAllowed(string key, string value, string expected)
    {
        var directory = SentencePacks.CreateColours(_models.Path, description => Set(description, key, value));

        Assert.Contains(expected, Mistake(() => SentencePack.Open(directory)), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_CropToNoSquare_SaysSo()
    {
        var directory = SentencePacks.CreateColours(_models.Path, description =>
        {
            Set(description, "image.size", "null");
            Set(description, "image.width", "64");
            Set(description, "image.height", "32");
            Set(description, "image.resize", "\"crop\"");
        });

        Assert.Contains("which needs a square", Mistake(() => SentencePack.Open(directory)), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_SeveralBrokenRules_NamesAll()
    {
        var directory = SentencePacks.CreateColours(_models.Path, description =>
        {
            Set(description, "logitScale", "0");
            Set(description, "text.length", "0");
        });

        var mistake = Mistake(() => SentencePack.Open(directory));

        Assert.Contains("logitScale", mistake, StringComparison.Ordinal);
        Assert.Contains("text.length", mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void Locate_ConfiguredPack_IsWhereItIs()
    {
        var directory = SentencePacks.CreateColours(_models.Path);

        Assert.Equal(directory, SentencePack.Locate(directory, SentencePacks.ColoursId));
        Assert.Equal(directory, SentencePack.Locate(directory, null));
    }

    [Fact]
    public void Locate_PackBesideTheConfiguredOne_IsFound()
    {
        var directory = SentencePacks.CreateColours(_models.Path);
        var other = SentencePacks.CreateClipShaped(_models.Path);

        Assert.Equal(other, SentencePack.Locate(directory, SentencePacks.ClipShapedId));
    }

    [Fact]
    public void Locate_NoneConfiguredAndNoneWanted_IsNone() => Assert.Equal("", SentencePack.Locate("", null));

    [Fact]
    public void Locate_PackThatIsNowhere_SaysWhereItWasLookedFor()
    {
        var mistake = Mistake(() => SentencePack.Locate("", "scene-sentence/77"));

        Assert.Contains("scene-sentence/77", mistake, StringComparison.Ordinal);
        Assert.Contains("Inference:SentencePack", mistake, StringComparison.Ordinal);
    }

    public void Dispose() => _models.Dispose();

    private static string Mistake(Func<object> action) => Assert.Throws<ModelPackException>(action).Message;

    private static void Set(JsonObject description, string key, string value)
    {
        var path = key.Split('.');
        var parent = path[..^1].Aggregate(description, static (node, name) => node[name]!.AsObject());
        parent[path[^1]] = JsonNode.Parse(value);
    }
}
