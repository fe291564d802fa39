using System.Text.Json;
using Indexing.Ingest;
using Indexing.Search;
using Indexing.Standalone.Evaluation;
using Indexing.Standalone.Localisation;
using Indexing.TestSupport;
using Indexing.TestSupport.Sentences;
using Indexing.Vision;
using Indexing.Vision.Sentences;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Tests.Evaluation;

/// <summary>A set of striped pictures, from file to scores, with a pack that knows colours.</summary>
public sealed class LocalizationRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_PhrasesOfStripes_PointsAtEachStripe()
    {
        AddPicture("one.png", ["red", "blue"], ("a red house", 0, 0.5f), ("a blue house", 0.5f, 1));
        AddPicture("two.png", ["yellow", "black", "green"], ("the green sign", 0.66f, 1));

        var counts = await RunAsync();

        Assert.Equal((1, 3), (counts.All.Pointing, counts.All.Phrases));
        Assert.Equal(3, counts.BySource["scene"].Phrases);
    }

    [Fact]
    public async Task Run_PhraseThatThePackDoesNotKnow_IsAMiss()
    {
        AddPicture("one.png", ["red", "blue"], ("vier kleine gelbe Katzen", 0, 0.5f), ("a blue house", 0.5f, 1));

        var counts = await RunAsync();

        Assert.Equal((0.5, 1), (counts.All.Pointing, counts.BySource["none"].Phrases));
    }

    [Fact]
    public async Task Run_PictureThatIsNone_NamesIt()
    {
        AddPicture("one.png", ["red"], ("red", 0, 1));
        _folder.Write("set/images/one.png", "no picture"u8.ToArray());

        Assert.StartsWith("one.png: ", (await Assert.ThrowsAsync<UsageException>(RunAsync)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void AddPicture(string name, string[] stripes, params (string Phrase, float Left, float Right)[] phrases)
    {
        _folder.Write($"set/images/{name}", SentencePacks.Png(stripes));
        var line = JsonSerializer.Serialize(new
        {
            image = name,
            phrases = phrases.Select(phrase => new { phrase = phrase.Phrase, box = new[] { phrase.Left, 0, phrase.Right, 1 } }),
        });
        File.AppendAllText(_folder.Combine("set/gt.jsonl"), line + "\n");
    }

    private async Task<LocalizationEvaluation> RunAsync()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Inference:SentencePack"] = SentencePacks.CreateColours(_folder.Combine("models")),
        }).Build());
        services.AddLogging().AddVision().AddSearch()
            .AddSingleton<WordDescriber>().AddSingleton<PictureWordsReader>().AddSingleton<LocalizationRun>();
        await using var parts = services.BuildServiceProvider();
        var set = EvaluationSet.Read(_folder.Combine("set"), holdout: 1, limit: 10);
        return (await parts.GetRequiredService<LocalizationRun>().RunAsync(set, () => { }, CancellationToken.None)).Counts;
    }
}
