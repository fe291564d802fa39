using Indexing.Standalone.Evaluation;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Tests.Evaluation;

public sealed class CaptionEvaluationTests : IDisposable
{
    private readonly CaptionedColours _colours = new();

    public void Dispose() => _colours.Dispose();

    [Fact]
    public async Task Run_SentencesThatFitOnePictureEach_FindsAllInBothDirections()
    {
        using var host = await _colours.StartAsync(CancellationToken.None);
        await host.Services.GetRequiredService<Gallery>().IndexAsync(_colours.Set, static () => { }, CancellationToken.None);
        var asked = 0;

        var report = await host.Services.GetRequiredService<CaptionEvaluation>()
            .RunAsync(_colours.Set, imagesPerSecond: 7, () => asked++, CancellationToken.None);

        Assert.Equal(
            (4, 8, 8, 7.0, "colours/1"), (report.Images, report.Captions, asked, report.ImagesPerSecond, report.Pack));
        Assert.Equal((1.0, 1.0, 1.0), (report.SentenceToImage.R1, report.SentenceToImage.R10, report.SentenceToImage.MedianRank));
        Assert.Equal((1.0, 1.0), (report.ImageToSentence.R1, report.ImageToSentence.MedianRank));
    }

    [Fact]
    public async Task Run_WrongCaptions_FindsLessAtTheFirstPlace()
    {
        using var host = await _colours.StartAsync(CancellationToken.None);
        await host.Services.GetRequiredService<Gallery>().IndexAsync(_colours.Set, static () => { }, CancellationToken.None);
        var set = _colours.Set;
        var turned = set with { Images = [.. set.Images.Select((image, i) => image with { Captions = set.Images[(i + 1) % 4].Captions })] };

        var report = await host.Services.GetRequiredService<CaptionEvaluation>()
            .RunAsync(turned, imagesPerSecond: 1, static () => { }, CancellationToken.None);

        Assert.Equal((0.0, 1.0), (report.SentenceToImage.R1, report.SentenceToImage.R5));
        Assert.Equal(0, report.ImageToSentence.R1);
    }

    [Fact]
    public void WithCaptions_UnknownPart_IsAUsageError()
    {
        var error = Assert.Throws<UsageException>(() => _colours.Set.WithCaptions("test", 1));

        Assert.Contains("'test'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithCaptions_Limit_KeepsThatMany() => Assert.Equal(2, _colours.Set.WithCaptions("dev", 2).Images.Count);
}
