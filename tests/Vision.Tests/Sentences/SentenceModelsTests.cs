using Indexing.TestSupport;
using Indexing.TestSupport.Sentences;
using Indexing.Vision.Onnx;
using Indexing.Vision.Sentences;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using static Indexing.Vision.Tests.Sentences.SentencePackFixture;

namespace Indexing.Vision.Tests.Sentences;

public sealed class SentenceModelsTests(SentencePackFixture packs) : IClassFixture<SentencePackFixture>, IDisposable
{
    private readonly TemporaryFolder _models = new();

    [Fact]
    public void Parts_WithoutAPack_SayWhatToDo()
    {
        using var models = Models("");

        Assert.False(models.Available);
        Assert.False(models.HasWords);
        Assert.All<Func<object>>(
            [() => models.Pack, () => models.Scenes, () => models.Sentences, () => models.Words, () => models.Calibration],
            part => Assert.Contains(
                "Set Inference:SentencePack", Assert.Throws<SentencePackMissingException>(part).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Load_WithoutAPack_DoesNothing()
    {
        using var models = Models("");

        models.Load();
    }

    [Fact]
    public void Parts_OfAPack_AreMadeOnce()
    {
        using var models = Models(Pack(SentencePacks.ColoursId));

        models.Load();

        Assert.True(models.Available);
        Assert.Same(models.Scenes, models.Scenes);
        Assert.Same(models.Sentences, models.Sentences);
        Assert.Same(models.Words, models.Words);
        Assert.Equal(0.5, models.Calibration.Threshold);
    }

    [Fact]
    public void Words_OfAFileOfHalfFloats_HaveItsVectors()
    {
        using var models = Models(Pack(SentencePacks.ColoursId));

        Assert.Equal(SentencePacks.Colours, models.Words.Words);
        Assert.True(models.Words.TryGet("red", out var red));
        Assert.Equal(1, Cosine(red, models.Sentences.Encode("red")), 1e-5);
        Assert.Equal(1.5f, models.Words.Norm(5), 1e-3);
    }

    [Fact]
    public void Words_OfAFileOfFloats_HaveItsVectors()
    {
        var numbers = Enumerable.Range(0, 256).SelectMany(i => BitConverter.GetBytes(i / 16 == i % 16 ? 2f : 0)).ToArray();
        using var models = Models(SentencePacks.CreateColours(_models.Path, description => PackChanges.Replace(
            description["wordVectors"]!.AsObject(), "vectors", numbers, _models.Combine(SentencePacks.ColoursId))));

        Assert.Equal(2, models.Words.Norm(0));
    }

    [Fact]
    public void Words_OfAPrompt_AreTheTextTowersVectorsOfIt()
    {
        using var models = Models(Pack(SentencePacks.ClipShapedId));

        Assert.True(models.Words.TryGet("cat", out var cat));
        Assert.Equal(models.Sentences.Encode("a photo of cat"), cat.ToArray(), static (one, other) => MathF.Abs(one - other) < 1e-6f);
    }

    [Fact]
    public void Words_FileOfAnotherSize_SaysBoth()
    {
        using var models = Models(SentencePacks.CreateColours(_models.Path, description => PackChanges.Replace(
            description["wordVectors"]!.AsObject(), "vectors", new byte[100], _models.Combine(SentencePacks.ColoursId))));

        var exception = Assert.Throws<ModelPackException>(() => models.Words);

        Assert.Contains("has 100 bytes, which are no 16 vectors of 16", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_VectorWithoutDirection_SaysWhich()
    {
        using var models = Models(SentencePacks.CreateColours(_models.Path, description => PackChanges.Replace(
            description["wordVectors"]!.AsObject(), "vectors", new byte[512], _models.Combine(SentencePacks.ColoursId))));

        Assert.Contains("'black'", Assert.Throws<ModelPackException>(() => models.Words).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_OfAPackWithoutThem_SaysWhatToAdd()
    {
        using var models = Models(SentencePacks.CreateColours(_models.Path, description => description.Remove("wordVectors")));

        Assert.False(models.HasWords);
        Assert.Contains(
            "Add wordVectors", Assert.Throws<SentencePackMissingException>(() => models.Words).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(0.6, 0.76852478)]
    [InlineData(-1, 1.5229979e-8)]
    public void Calibration_OfACosine_IsTheLogisticFunction(double cosine, double expected)
    {
        var calibration = new SentenceCalibration { Slope = 12, Intercept = -6, Threshold = 0.5 };

        Assert.Equal(expected, calibration.Of(cosine), 1e-8);
    }

    [Fact]
    public void AddSentences_ConfiguredPack_IsOpened()
    {
        using var services = Services(Pack(SentencePacks.ColoursId));

        Assert.Equal(SentencePacks.ColoursId, services.GetRequiredService<SentenceModels>().Pack.Id);
    }

    [Fact]
    public void AddSentences_NothingConfigured_HasNothing()
    {
        using var services = Services("");

        Assert.False(services.GetRequiredService<SentenceModels>().Available);
    }

    [Fact]
    public async Task Warmup_PackThatCannotBeLoaded_Fails()
    {
        using var services = Services(SentencePacks.CreateColours(_models.Path));
        File.Delete(_models.Combine(SentencePacks.ColoursId + "/text_tower.onnx"));
        var warmup = services.GetRequiredService<ModelWarmup>();

        await warmup.StartAsync(CancellationToken.None);

        await Assert.ThrowsAsync<ModelPackException>(() => warmup.ExecuteTask!);
        Assert.Equal(HealthStatus.Unhealthy, (await warmup.CheckHealthAsync(new HealthCheckContext())).Status);
    }

    [Fact]
    public async Task Warmup_WithAPack_LoadsIt()
    {
        var pack = SentencePacks.CreateColours(_models.Path);
        using var services = Services(pack);
        var warmup = services.GetRequiredService<ModelWarmup>();

        await warmup.StartAsync(CancellationToken.None);
        await warmup.ExecuteTask!;

        Assert.Equal(HealthStatus.Healthy, (await warmup.CheckHealthAsync(new HealthCheckContext())).Status);
        File.Delete(Path.Combine(pack, "image_tower.onnx"));
        Assert.Equal(16, services.GetRequiredService<SentenceModels>().Scenes.Dimension);
    }

    public void Dispose() => _models.Dispose();

    private string Pack(string id) => Path.Combine(packs.Models, id);

    private static SentenceModels Models(string pack) =>
        new(new InferenceOptions { SentencePack = pack, Precision = "fp32" }, () => Golden.Device());

    private static ServiceProvider Services(string pack)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Inference:ModelPack"] = Golden.PackDirectory,
            ["Inference:SentencePack"] = pack,
            ["Inference:Device"] = "cpu",
        }).Build();
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging()
            .AddVision().AddModelWarmup().BuildServiceProvider();
    }
}
