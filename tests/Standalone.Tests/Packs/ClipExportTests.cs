using System.Text.Json.Nodes;
using Indexing.Standalone.Packs;
using Indexing.TestSupport;
using Indexing.Vision.Onnx;
using Indexing.Vision.Sentences;

namespace Indexing.Standalone.Tests.Packs;

public sealed class ClipExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ClipFolder _export;

    public ClipExportTests() => _export = new ClipFolder(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Install_ClipExport_DescribesWhatItsFilesTell()
    {
        var (directory, report) = await InstallAsync();

        var pack = SentencePack.Open(directory).Description;
        Assert.Equal(("clip-tiny/1", 512, "mit"), (report.Name.Id, report.Dimension, report.Licence));
        Assert.Equal(
            (224, "crop", "bicubic", "pixel_values", "image_embeds"),
            (pack.Image.Size, pack.Image.Resize, pack.Image.Interpolation, pack.Image.Input, pack.Image.Output));
        Assert.Equal([0.48145466f, 0.4578275f, 0.40821073f], pack.Image.Mean);
        Assert.Equal([0.26862954f, 0.26130258f, 0.27577711f], pack.Image.Std);
        Assert.Equal(
            ("input_ids", "attention_mask", "text_embeds", 77, "int64"),
            (pack.Text.Input, pack.Text.AttentionMask, pack.Text.Output, pack.Text.Length, pack.Text.ElementType));
        Assert.Equal((49406, 49407, 49407), (pack.Tokenizer.Start, pack.Tokenizer.End, pack.Tokenizer.Pad));
        Assert.False(pack.Normalised);
        Assert.Equal(100, pack.LogitScale);
        Assert.Null(pack.WordVectors);
    }

    [Fact]
    public async Task Install_ClipExport_GivesTheVectorsOfTheHandmadePack()
    {
        var (directory, _) = await InstallAsync();

        using var made = new SentenceEncoder(SentencePack.Open(_folder.Combine("made/clip-shaped/1")), new InferenceOptions());
        using var derived = new SentenceEncoder(SentencePack.Open(directory), new InferenceOptions());

        Assert.Equal(made.Encode("Two dogs run on the beach!"), derived.Encode("Two dogs run on the beach!"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Install_TokenizerInOneFile_GivesTheSameNumbers(bool pairsAsArrays)
    {
        _export.JoinTokenizer(pairsAsArrays);

        var (directory, _) = await InstallAsync();

        using var made = new SentenceEncoder(SentencePack.Open(_folder.Combine("made/clip-shaped/1")), new InferenceOptions());
        using var derived = new SentenceEncoder(SentencePack.Open(directory), new InferenceOptions());
        Assert.Equal(made.Encode("a man's dog"), derived.Encode("a man's dog"));
    }

    [Fact]
    public async Task Install_MobileClipsFiles_TakesPicturesAsTheyAre()
    {
        // As Xenova/mobileclip_b has them: no mean, no deviation, a config.json of one member, one tokenizer file.
        _export.JoinTokenizer();
        _export.Write("config.json", """{ "model_type": "clip" }""");
        _export.Write("tokenizer_config.json", """{ "model_max_length": 77, "pad_token": "!" }""");
        _export.Write("README.md", "---\nlicense: other\nlicense_name: apple-ascl\n---\n");
        _export.Write("preprocessor_config.json", """
            {
              "crop_size": { "height": 224, "width": 224 }, "do_center_crop": true, "do_convert_rgb": true, "do_normalize": false,
              "do_rescale": true, "do_resize": true, "feature_extractor_type": "CLIPFeatureExtractor", "resample": 2,
              "rescale_factor": 0.00392156862745098, "size": { "shortest_edge": 224 }
            }
            """);

        var (directory, report) = await InstallAsync();

        var pack = SentencePack.Open(directory).Description;
        Assert.Equal("clip-tiny/1", report.Name.Id);
        Assert.Equal("apple-ascl", report.Licence);
        Assert.Equal((224, "crop", "bilinear"), (pack.Image.Size, pack.Image.Resize, pack.Image.Interpolation));
        Assert.Equal([0f, 0f, 0f], pack.Image.Mean);
        Assert.Equal([1f, 1f, 1f], pack.Image.Std);
        Assert.Equal(0, pack.Tokenizer.Pad);
    }

    [Fact]
    public async Task Install_SidesWithoutCrop_SquashesPictures()
    {
        _export.WriteVision(512);
        _export.Write("preprocessor_config.json", """
            { "do_normalize": false, "resample": 3, "size": { "height": 224, "width": 256 } }
            """);

        var (directory, _) = await InstallAsync();

        var image = SentencePack.Open(directory).Description.Image;
        Assert.Equal((null, 256, 224, "squash"), (image.Size, image.Width, image.Height, image.Resize));
    }

    [Fact]
    public async Task Install_Variants_AreTriedAndTaken()
    {
        File.Copy(_export.Network("vision_model.onnx"), _export.Network("vision_model_quantized.onnx"));
        File.Copy(_export.Network("vision_model.onnx"), _export.Network("vision_model_q4.onnx"));

        var (directory, report) = await InstallAsync();

        Assert.Equal(["fp32", "int8"], report.Precisions);
        Assert.False(File.Exists(Path.Combine(directory, "vision_model_q4.onnx")));
    }

    [Fact]
    public async Task Install_VariantOfAnotherNetwork_IsRefused()
    {
        File.Copy(_export.Network("text_model.onnx"), _export.Network("vision_model_fp16.onnx"));

        var error = await Assert.ThrowsAsync<PackRefusedException>(() => InstallAsync());

        Assert.Contains("vision_model_fp16.onnx", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_ListOfWords_BecomesWordVectors()
    {
        var (directory, _) = await InstallAsync(request => request with { Words = _folder.Write("words.txt", "dog\nbeach\n") });

        using var models = new SentenceModels(
            new InferenceOptions { SentencePack = directory }, static () => throw new NotSupportedException());
        Assert.Equal(["dog", "beach"], models.Words.Words);
    }

    [Fact]
    public async Task Install_CardWithoutLicence_IsUnknownUnlessItIsGiven()
    {
        _export.Remove("README.md");

        var (_, unknown) = await InstallAsync();
        var (_, given) = await InstallAsync(static request => request with { Licence = "MIT", Name = PackName.Parse("clip-tiny/2") });

        Assert.Equal(("unknown", "MIT"), (unknown.Licence, given.Licence));
    }

    [Theory]
    [InlineData("preprocessor_config.json")]
    [InlineData("merges.txt")]
    [InlineData("onnx/text_model.onnx")]
    public async Task Install_MissingFile_IsNamed(string file)
    {
        _export.Remove(file);

        var error = await Assert.ThrowsAsync<PackRefusedException>(() => InstallAsync());

        Assert.Contains(Path.GetFileName(file), error.Message, StringComparison.Ordinal);
        Assert.Contains("missing", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Combine("models")));
    }

    [Fact]
    public async Task Install_SigLip_SaysThatItsTokenizerIsNotSupported()
    {
        _export.Write("config.json", """{ "model_type": "siglip", "_name_or_path": "google/siglip-base-patch16-224" }""");

        var error = await Assert.ThrowsAsync<PackRefusedException>(() => InstallAsync());

        Assert.Contains("SentencePiece", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_OtherTokenizer_IsRefused()
    {
        _export.JoinTokenizer();
        _export.Write("tokenizer.json", """{ "model": { "type": "Unigram", "vocab": [["a", -1.5]] } }""");

        var error = await Assert.ThrowsAsync<PackRefusedException>(() => InstallAsync());

        Assert.Contains("Unigram", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_TowersOfTwoSpaces_IsRefused()
    {
        _export.WriteVision(768);

        var error = await Assert.ThrowsAsync<PackRefusedException>(() => InstallAsync());

        Assert.Contains("768", error.Message, StringComparison.Ordinal);
        Assert.Contains("512", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_VectorBeforeTheProjection_IsNotTaken()
    {
        _export.WriteVision(512, output: "pooler_output");

        var error = await Assert.ThrowsAsync<PackRefusedException>(() => InstallAsync());

        Assert.Contains("an output 'image_embeds'; it has pooler_output", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_NetworkOfAnotherSize_IsRefused()
    {
        _export.WriteVision(512, side: 256);

        var error = await Assert.ThrowsAsync<PackRefusedException>(() => InstallAsync());

        Assert.Contains("pictures of 224 x 224 pixels", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_WeightsInASecondFile_IsRefused()
    {
        await File.WriteAllTextAsync(_export.Network("vision_model.onnx_data"), "weights");

        var error = await Assert.ThrowsAsync<PackRefusedException>(() => InstallAsync());

        Assert.Contains("second file", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("size", "256")]
    [InlineData("resample", "1")]
    [InlineData("do_resize", "false")]
    [InlineData("rescale_factor", "1.0")]
    [InlineData("image_mean", "[0.5]")]
    public async Task Install_PixelsThatCannotBeMade_IsRefused(string member, string value)
    {
        var path = Path.Combine(_export.Path, "preprocessor_config.json");
        var json = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        json[member] = JsonNode.Parse(value);
        await File.WriteAllTextAsync(path, json.ToJsonString());

        var error = await Assert.ThrowsAsync<PackRefusedException>(() => InstallAsync());

        Assert.Contains("preprocessor_config.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_NetworkThatIsNone_IsRefused()
    {
        await File.WriteAllTextAsync(_export.Network("vision_model.onnx"), "version https://git-lfs.github.com/spec/v1\n");

        var error = await Assert.ThrowsAsync<PackRefusedException>(() => InstallAsync());

        Assert.Contains("vision_model.onnx", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_ZippedExportWithoutAName_IsCalledLikeTheArchive()
    {
        _export.Write("config.json", """{ "model_type": "clip" }""");
        var archive = _folder.Write("My CLIP.zip", Archives.Zip(_export.Path));

        var (_, report) = await InstallAsync(request => request with { Source = archive });

        Assert.Equal("my-clip/1", report.Name.Id);
    }

    private Task<(string Directory, PackReport Report)> InstallAsync(Func<PackRequest, PackRequest>? change = null)
    {
        var request = new PackRequest { Source = _export.Path, Models = _folder.Combine("models") };
        return new PackInstaller(new PackLimits()).InstallAsync(change?.Invoke(request) ?? request, CancellationToken.None);
    }
}
