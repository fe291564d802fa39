using System.Text.Json;
using Indexing.Contracts;
using Indexing.TestSupport;
using Indexing.TestSupport.Sentences;
using Indexing.Vision.Onnx;
using Indexing.Vision.Sentences;

namespace Indexing.Search.Tests;

/// <summary>Mode auto over pictures with words and scenes.</summary>
public sealed class SceneFusionTests(SearchFixture search) : IClassFixture<SearchFixture>
{
    [Theory]
    [InlineData("coffee")]
    [InlineData("red")]
    [InlineData("a picture of red and blue")]
    [InlineData("the red house \"coffee\"")]
    [InlineData("harbour OR coffee")]
    [InlineData("zeppelin")]
    public async Task Auto_WithoutScenesInTheIndex_AnswersByteForByteAsWithoutPack(string query)
    {
        var request = new SearchRequest { Query = query, Explain = true, Facets = true };

        var words = await search.Service.SearchAsync(request, CancellationToken.None);
        var scenes = await search.SceneService.SearchAsync(request, CancellationToken.None);

        Assert.Equal(JsonOf(words), JsonOf(scenes));
    }

    [Fact]
    public async Task Auto_LongSentenceWithoutScenes_IsRefusedAsWithoutPack()
    {
        var request = new SearchRequest { Query = "a picture of a red and a blue and a green dog" };

        var words = await Assert.ThrowsAsync<InvalidQueryException>(
            () => search.Service.SearchAsync(request, CancellationToken.None));
        var scenes = await Assert.ThrowsAsync<InvalidQueryException>(
            () => search.SceneService.SearchAsync(request, CancellationToken.None));

        Assert.Equal(words.Message, scenes.Message);
    }

    [Fact]
    public async Task Auto_Sentence_FindsScenesAndSaysSo()
    {
        await search.AddSceneAsync("sentence", "red", "red", []);

        var response = await AskAsync("sentence", "a picture of a red dog");

        Assert.Equal("red", Assert.Single(response.Hits).ImageId);
        Assert.Equal("what the pictures show", response.Channels.Single(channel => channel.Channel == "sentence").Reason);
    }

    [Fact]
    public async Task Auto_SentenceOfManyWords_AsksScenesOnly()
    {
        await search.AddSceneAsync("long", "red", "red", []);

        var response = await AskAsync("long", "a picture of a red dog that is in a house on the sign");

        Assert.Equal("red", Assert.Single(response.Hits).ImageId);
        Assert.Equal("sentence", Assert.Single(response.Channels).Channel);
    }

    [Fact]
    public async Task Auto_SentenceWithQuotedWord_ShowsPicturesWithBothThenTheWordThenTheScene()
    {
        await search.AddSceneAsync("mixed", "1-scene", "red", []);
        await search.AddSceneAsync("mixed", "2-word", "green", [], "open");
        await search.AddSceneAsync("mixed", "3-both", "red", [], "open");
        await search.AddSceneAsync("mixed", "4-neither", "green", [], "closed");

        var response = await AskAsync("mixed", "a dog in a red house \"OPEN\"");

        Assert.Equal(["3-both", "2-word", "1-scene"], response.Hits.Select(hit => hit.ImageId));
        Assert.Equal("a dog in a red house \"open\"", response.Query);
        Assert.Equal(["open", "open", ""], response.Hits.Select(hit => hit.Text));
    }

    [Fact]
    public async Task Auto_SentenceWithQuotedWord_KeepsTheWordFirstAmongManyScenes()
    {
        for (var i = 0; i < 1100; i++)
            await search.AddSceneAsync("crowd", $"{i:0000}", "red", []);
        await search.AddSceneAsync("crowd", "word", "red red blue", [], "open");
        await search.AddSceneAsync("crowd", "word-far", "blue", [], "open");

        var response = await AskAsync("crowd", "a dog in a red house \"open\"");

        Assert.Equal(["word", "word-far"], response.Hits.Take(2).Select(hit => hit.ImageId));
        var ranks = response.Hits.Take(2).Select(hit => hit.Explanation!.Channels.Single(rank => rank.Channel == "sentence").Rank);
        Assert.Equal([1, 2], ranks);
    }

    [Fact]
    public async Task Auto_WordsWrittenTogether_LeaveTheScenesOut()
    {
        await search.AddSceneAsync("literal", "sign", "red", [], "the", "white", "house");
        await search.AddSceneAsync("literal", "snow", "white", []);

        var response = await AskAsync("literal", "the white house");

        Assert.Equal("sign", Assert.Single(response.Hits).ImageId);
        Assert.Equal(
            ("left out, the words are written together", 0),
            response.Channels.Where(channel => channel.Channel == "sentence").Select(channel => (channel.Reason, channel.Found)).Single());
    }

    [Fact]
    public async Task Auto_OneVisualWord_ShowsTheWrittenOneFirst()
    {
        await search.AddSceneAsync("thing", "shown", "red", []);
        await search.AddSceneAsync("thing", "written", "green", [], "red");

        var response = await AskAsync("thing", "red");

        Assert.Equal(["written", "shown"], response.Hits.Select(hit => hit.ImageId));
        Assert.InRange(response.Hits[1].Explanation!.Channels.Single().Weight, 0, 0.5);
    }

    [Fact]
    public async Task Auto_WeightOfTheRequest_OverridesTheServices()
    {
        await search.AddSceneAsync("weights", "shown", "red", []);
        await search.AddSceneAsync("weights", "written", "green", [], "red");
        var fusion = new FusionOptions { Weights = new Dictionary<string, double> { ["objects"] = 10 } };
        var request = new SearchRequest { Query = "red", Tenant = "weights", Fusion = fusion };

        var response = await search.SceneService.SearchAsync(request, CancellationToken.None);

        Assert.Equal(["shown", "written"], response.Hits.Select(hit => hit.ImageId));
    }

    [Fact]
    public async Task Auto_WeightZero_LeavesTheScenesOut()
    {
        await search.AddSceneAsync("off", "shown", "red", []);
        var fusion = new FusionOptions { Weights = new Dictionary<string, double> { ["objects"] = 0 } };

        var response = await search.SceneService.SearchAsync(
            new SearchRequest { Query = "red", Tenant = "off", Fusion = fusion }, CancellationToken.None);

        Assert.Empty(response.Hits);
        Assert.DoesNotContain(response.Channels, channel => channel.Channel == "objects");
    }

    [Fact]
    public async Task Auto_PackThatShowsAlmostEverything_ShowsWhatIsMoreProbableThanAnyPicture()
    {
        using var folder = new TemporaryFolder();
        var pack = SentencePacks.CreateColours(folder.Path, static description => description["calibration"]!["threshold"] = 0.0001);
        using var models = new SentenceModels(new InferenceOptions { SentencePack = pack }, static () => throw new NotSupportedException());
        await search.AddSceneAsync("doubtful", "red", "red", []);
        await search.AddSceneAsync("doubtful", "green", "green", []);
        var request = new SearchRequest { Query = "a picture of a red dog", Tenant = "doubtful" };

        var sentence = await search.Over(models).SearchAsync(request with { Mode = SearchMode.Sentence }, CancellationToken.None);
        var auto = await search.Over(models).SearchAsync(request, CancellationToken.None);

        Assert.Equal(["red", "green"], sentence.Hits.Select(hit => hit.ImageId));
        Assert.Equal(["red"], auto.Hits.Select(hit => hit.ImageId));
        Assert.Equal(0.05, auto.Channels.Single(channel => channel.Channel == "sentence").MinScore);
    }

    [Theory]
    [InlineData("red", "objects")]
    [InlineData("red blue", "objects")]
    [InlineData("red dog", null)]
    [InlineData("dog", null)]
    [InlineData("a picture of red and blue", "sentence")]
    [InlineData("a dog on the house", null)]
    [InlineData("a dog on the house and a sign at the house", "sentence")]
    [InlineData("open 24 hours red", null)]
    [InlineData("red OR blue", null)]
    [InlineData("\"a red picture\"", null)]
    [InlineData("\"open\" red", "objects")]
    public async Task Auto_Question_AsksTheScenesWhenItLooksLikeOne(string query, string? channel)
    {
        await search.AddSceneAsync("looks", "red", "red", []);

        var response = await AskAsync("looks", query);

        var asked = response.Channels.Select(searched => searched.Channel).Where(name => name is "sentence" or "objects");
        Assert.Equal(channel, asked.SingleOrDefault());
    }

    private Task<SearchResponse> AskAsync(string tenant, string query) => search.SceneService.SearchAsync(
        new SearchRequest { Query = query, Tenant = tenant, Explain = true }, CancellationToken.None);

    private static string JsonOf(SearchResponse response) =>
        JsonSerializer.Serialize(response with { TookMs = 0 }, JsonSerializerOptions.Web);
}
