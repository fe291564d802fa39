using Indexing.Contracts;
using Indexing.Vision.Sentences;

namespace Indexing.Search.Tests;

/// <summary>Questions for what pictures show, over scenes of colours.</summary>
public sealed class SceneSearchTests(SearchFixture search) : IClassFixture<SearchFixture>
{
    private static readonly double[][] WholePicture = [[0, 0], [1, 0], [1, 1], [0, 1]];

    [Fact]
    public async Task Sentence_OverScenes_FindsWhatItDescribesBestFirst()
    {
        await FillAsync("best");

        var response = await AskAsync("best", "a picture of red and blue", SearchMode.Sentence);

        Assert.Equal(["red-blue", "blue", "red"], response.Hits.Select(hit => hit.ImageId));
        Assert.Equal([("sentence", 3)], response.Channels.Select(channel => (channel.Channel, channel.Found)));
        Assert.Equal("a picture of red and blue", response.Query);
    }

    [Fact]
    public async Task Sentence_Hit_HasNoWordAndIsTheWholePicture()
    {
        await FillAsync("whole");

        var hit = (await AskAsync("whole", "a red picture", SearchMode.Sentence)).Hits[0];

        Assert.Equal(("red", "", 0), (hit.ImageId, hit.Text, hit.Confidence));
        Assert.Empty(hit.Matches);
        Assert.Null(hit.Span);
        Assert.Equal(WholePicture, hit.Polygon);
        Assert.Equal([[0, 0], [1000, 0], [1000, 500], [0, 500]], hit.PolygonPixels);
        Assert.InRange(hit.Score, 0.9, 1);
    }

    [Fact]
    public async Task Sentence_WithoutThreshold_ShowsEveryScene()
    {
        await FillAsync("all");
        var request = new SearchRequest { Query = "a red picture", Tenant = "all", Mode = SearchMode.Sentence, MinScore = 0 };

        var response = await search.SceneService.SearchAsync(request, CancellationToken.None);

        Assert.Equal(4, response.Found);
    }

    [Fact]
    public async Task Sentence_WithTagsAndTenant_StaysWithinThem()
    {
        await FillAsync("mine");
        await search.AddSceneAsync("other", "foreign", "red", ["summer"]);
        var request = new SearchRequest { Query = "a red picture", Tenant = "mine", Mode = SearchMode.Sentence, Tags = ["summer"] };

        var response = await search.SceneService.SearchAsync(request, CancellationToken.None);

        Assert.Equal(["red-blue"], response.Hits.Select(hit => hit.ImageId));
    }

    [Fact]
    public async Task Sentence_WithCursors_ShowsEveryPictureOnce()
    {
        for (var i = 0; i < 7; i++)
            await search.AddSceneAsync("paged", $"{i}", "red", []);
        var shown = new List<string>();
        string? cursor = null;
        do
        {
            var request = new SearchRequest { Query = "red", Tenant = "paged", Mode = SearchMode.Sentence, Top = 3, Cursor = cursor };
            var page = await search.SceneService.SearchAsync(request, CancellationToken.None);
            shown.AddRange(page.Hits.Select(hit => hit.ImageId));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], shown);
    }

    [Fact]
    public async Task Sentence_WithFacetsAndExplanation_TellsBoth()
    {
        await FillAsync("told");
        var request = new SearchRequest
        {
            Query = "a red picture",
            Tenant = "told",
            Mode = SearchMode.Sentence,
            Facets = true,
            Explain = true,
        };

        var response = await search.SceneService.SearchAsync(request, CancellationToken.None);

        Assert.Equal([("summer", 1)], response.TagCounts.Select(count => (count.Tag, count.Images)));
        var rank = Assert.Single(response.Hits[0].Explanation!.Channels);
        Assert.Equal(("sentence", 1, response.Hits[0].Score, 1), (rank.Channel, rank.Rank, rank.Score, rank.Weight));
    }

    [Fact]
    public async Task Objects_OverScenes_FindsPicturesThatShowAllOfThem()
    {
        await FillAsync("things");

        var response = await AskAsync("things", "blue red", SearchMode.Objects);

        Assert.Equal("red-blue", response.Hits[0].ImageId);
        Assert.Equal("objects", Assert.Single(response.Channels).Channel);
    }

    [Fact]
    public async Task Objects_UnknownWord_NamesNearOnes()
    {
        var error = await Assert.ThrowsAsync<UnknownWordException>(() => AskAsync("default", "bleu", SearchMode.Objects));

        Assert.Contains("'bleu' is no visual word of colours/1. Near ones: blue", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SearchMode.Sentence)]
    [InlineData(SearchMode.Objects)]
    public async Task Scenes_WithoutPack_SayWhatToDo(SearchMode mode)
    {
        var request = new SearchRequest { Query = "a red picture", Mode = mode };

        var error = await Assert.ThrowsAsync<SentencePackMissingException>(
            () => search.Service.SearchAsync(request, CancellationToken.None));

        Assert.Contains("Inference:SentencePack", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("!!!", SearchMode.Sentence)]
    [InlineData("\"\"", SearchMode.Objects)]
    [InlineData("qzxw vjkq", SearchMode.Sentence)]
    public async Task Scenes_NothingToAsk_AreRefused(string query, SearchMode mode) =>
        await Assert.ThrowsAsync<InvalidQueryException>(() => AskAsync("default", query, mode));

    private async Task FillAsync(string tenant)
    {
        await search.AddSceneAsync(tenant, "red", "red", []);
        await search.AddSceneAsync(tenant, "red-blue", "red blue", ["summer"]);
        await search.AddSceneAsync(tenant, "blue", "blue", []);
        await search.AddSceneAsync(tenant, "green", "green", ["summer"]);
        await search.AddAsync(tenant, "words", [], "red");
    }

    private Task<SearchResponse> AskAsync(string tenant, string query, SearchMode mode) => search.SceneService.SearchAsync(
        new SearchRequest { Query = query, Tenant = tenant, Mode = mode }, CancellationToken.None);
}
