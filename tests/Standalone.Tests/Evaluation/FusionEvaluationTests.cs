using Indexing.Standalone.Commands;
using Indexing.Standalone.Evaluation;
using Indexing.TestSupport;
using Indexing.VectorStore;
using Indexing.Vision.Embedding;
using Indexing.Vision.Imaging;
using Indexing.Vision.Sentences;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Tests.Evaluation;

public sealed class FusionEvaluationTests : IDisposable
{
    private readonly CaptionedColours _colours = new();

    public void Dispose() => _colours.Dispose();

    [Fact]
    public async Task Ask_MixedGallery_MeasuresEachAloneAndFused()
    {
        using var host = await _colours.StartAsync(CancellationToken.None);
        await WriteAsync(host, "shop", "white", "open", "late");
        await WriteAsync(host, "garage", "white", "closed");
        await WriteAsync(host, "beach", "red");
        var evaluation = host.Services.GetRequiredService<FusionEvaluation>();

        var words = await evaluation.AskWordsAsync(
            [Asking("open", "shop"), Asking("late", "shop"), Asking("red", "beach"), Asking("zebra", "shop")],
            images: 3, static () => { }, CancellationToken.None);
        var sentences = await evaluation.AskSentencesAsync(
            [Asking("a picture of a red dog", "beach"), Asking("a dog in the green house", "beach")],
            static () => { }, CancellationToken.None);

        // "red" is written nowhere: alone it shares the last place of three, fused it is found by the scene.
        Assert.Equal(((1 + 1 + (1 / 3.0) + (1 / 3.0)) / 4, (1 + 1 + 1 + (1 / 3.0)) / 4, 0.25), words);
        Assert.Equal((0.5, 0.5, 1.0), sentences);
    }

    [Fact]
    public async Task AskMixed_SceneAndWord_NeedsBoth()
    {
        using var host = await _colours.StartAsync(CancellationToken.None);
        await WriteAsync(host, "1-other-word", "red", "closed");
        await WriteAsync(host, "2-other-scene", "green", "open");
        await WriteAsync(host, "3-both", "red", "open");
        ComposedPicture[] questions = [new("3-both", "a picture of a red house", "open")];

        var scores = await host.Services.GetRequiredService<FusionEvaluation>()
            .AskMixedAsync(questions, static () => { }, CancellationToken.None);

        Assert.Equal((2.0, 2.0, 1.0), (scores["word"].MedianRank, scores["sentence"].MedianRank, scores["both"].MedianRank));
    }

    [Fact]
    public async Task Composed_Pictures_ShowTheSceneWithTheWordLaidOver()
    {
        using var host = await _colours.StartAsync(CancellationToken.None);
        // The word of the photograph is its lower right quarter, blue on black.
        var photographs = new EvaluationSet
        {
            ImageDirectory = _colours.Set.ImageDirectory,
            Images = [new EvaluationImage { Image = "red-blue.png", Instances = [new EvaluationInstance
            {
                Text = "Harbour!",
                Quad = [[200, 120], [300, 120], [300, 180], [200, 180]],
            }] }],
            Queries = [],
        };
        var described = _colours.Set with { Images = [.. _colours.Set.Images.Where(static image => image.Image == "lime-navy.png")] };

        var written = await host.Services.GetRequiredService<ComposedPictures>()
            .WriteAsync(photographs, described, _colours.More, CancellationToken.None);

        var picture = Assert.Single(written);
        Assert.Equal(("harbour-000.png", "a picture of lime and navy", "harbour"), (picture.Image, picture.Caption, picture.Word));
        var bytes = await File.ReadAllBytesAsync(Path.Combine(_colours.More, picture.Image));
        using var decoded = host.Services.GetRequiredService<ImageDecoder>().Decode(bytes).Image!;
        Assert.Equal((1280, 800), (decoded.Width, decoded.Height));
        Assert.Equal([0, 255, 0], PixelOf(decoded, 20, 20));
        Assert.Equal([0, 0, 255], PixelOf(decoded, 20, 780));
    }

    private static byte[] PixelOf(DecodedImage image, int x, int y) => image.Pixels.Slice(((y * image.Width) + x) * 3, 3).ToArray();

    private static EvaluationQuery Asking(string query, string image) => new() { Query = query, Relevant = [image] };

    private static async Task WriteAsync(EvaluationHost host, string image, string shows, params string[] words)
    {
        var services = host.Services;
        var records = SpelledWords.Of(words, services.GetRequiredService<QueryEncoder>().Encode);
        var record = SyntheticWords.Image(image, tenant: Gallery.Tenant) with { WordCount = records.Count };
        await services.GetRequiredService<IVectorStore>().ReplaceImageAsync(
            record, records, services.GetRequiredService<SentenceModels>().Sentences.Encode(shows), CancellationToken.None);
    }
}
