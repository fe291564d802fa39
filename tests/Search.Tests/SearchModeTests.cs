using Indexing.Contracts;

namespace Indexing.Search.Tests;

/// <summary>What each mode finds, and what auto makes of it.</summary>
public sealed class SearchModeTests(SearchFixture search) : IClassFixture<SearchFixture>
{
    [Theory]
    [InlineData("re16")]
    [InlineData("16a")]
    [InlineData("pre16a")]
    public async Task Search_Part_FindsThePictureWithItsSpan(string piece)
    {
        var response = await search.SearchAsync(piece, SearchMode.Part, minScore: null);

        var hit = Assert.Single(response.Hits);
        Assert.Equal("code.jpg", hit.ImageId);
        Assert.Equal(piece, hit.Text.Substring(hit.Span!.Start, hit.Span.Length));
    }

    [Fact]
    public async Task Search_PartThatIsNotThere_FindsNothing() =>
        Assert.Empty((await search.SearchAsync("re17", SearchMode.Part, minScore: null)).Hits);

    [Fact]
    public async Task Search_PartOfOneLetter_SaysThatItIsTooShort() =>
        await Assert.ThrowsAsync<InvalidQueryException>(() => search.SearchAsync("r", SearchMode.Part));

    [Fact]
    public async Task Search_Concept_FindsAWordForThatKindOfThing()
    {
        var response = await search.SearchAsync("vehicle", SearchMode.Concept, minScore: null);

        Assert.Equal("code.jpg", response.Hits[0].ImageId);
        Assert.Equal("taxi", response.Hits[0].Text);
    }

    [Theory]
    [InlineData("coffee", "cafe.jpg", "exact")]
    [InlineData("re16", "code.jpg", "part")]
    [InlineData("harbor", "street.jpg", "similar")]
    [InlineData("vehicle", "code.jpg", "concept")]
    public async Task Search_Auto_FindsWhatTheRightModeFindsAndSaysWhich(string query, string expected, string channel)
    {
        var request = new SearchRequest { Query = query, Explain = true };

        var response = await search.Service.SearchAsync(request, CancellationToken.None);

        Assert.Equal(expected, response.Hits[0].ImageId);
        Assert.Contains(response.Hits[0].Explanation!.Channels, rank => rank.Channel == channel);
        Assert.All(response.Channels, searched => Assert.NotEmpty(searched.Reason!));
        Assert.True(response.Channels.Single(searched => searched.Channel == channel).Found > 0);
    }

    [Fact]
    public async Task Search_AutoForNothing_FindsNothing() =>
        Assert.Empty((await search.SearchAsync("zeppelin", SearchMode.Auto, minScore: null)).Hits);

    [Fact]
    public async Task Search_Explained_TellsRankAndScoreInEveryChannel()
    {
        var request = new SearchRequest { Query = "coffee", Explain = true };

        var best = (await search.Service.SearchAsync(request, CancellationToken.None)).Hits[0];

        Assert.Equal(1, best.Explanation!.Channels.Single(rank => rank.Channel == "exact").Rank);
        Assert.Equal(best.Explanation.Channels.Sum(rank => rank.Weight / (60 + rank.Rank)), best.Explanation.FusedScore, 1e-12);
        Assert.Equal(best.Score, best.Explanation.Channels[0].Score);
    }
}
