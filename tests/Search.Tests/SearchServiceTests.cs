using Indexing.Contracts;

namespace Indexing.Search.Tests;

public sealed class SearchServiceTests(SearchFixture search) : IClassFixture<SearchFixture>
{
    [Fact]
    public async Task Search_WordOfOnePicture_RanksThatPictureFirstWithItsBox()
    {
        var response = await search.SearchAsync("Coffee!");

        var best = response.Hits[0];
        Assert.Equal("coffee", response.Query);
        Assert.Equal("cafe.jpg", best.ImageId);
        Assert.Equal("coffee", best.Text);
        Assert.Equal([100, 100], best.PolygonPixels[0].Select(value => Math.Round(value, 3)));
        Assert.Equal([300, 125], best.PolygonPixels[2].Select(value => Math.Round(value, 3)));
    }

    [Fact]
    public async Task Search_Similar_RanksByHowMuchOfTheWordIsTheSame()
    {
        var response = await search.SearchAsync("coffee", SearchMode.Similar);

        Assert.Equal(["cafe.jpg", "street.jpg", "shelf.jpg"], response.Hits.Take(3).Select(hit => hit.ImageId));
        Assert.All(response.Hits.Zip(response.Hits.Skip(1)), pair => Assert.True(pair.First.Score >= pair.Second.Score));
    }

    [Fact]
    public async Task Search_WordThatIsNowhere_FindsNothingAtTheDefaultThreshold()
    {
        var response = await search.SearchAsync("zeppelin", minScore: null);

        Assert.Empty(response.Hits);
        Assert.InRange(response.MinScore, 0.001, 0.999);
    }

    [Fact]
    public async Task Search_OtherTenantsPicture_IsNeverFound() =>
        Assert.DoesNotContain((await search.SearchAsync("coffee")).Hits, hit => hit.ImageId == "foreign.jpg");

    [Fact]
    public async Task Search_WithTag_FindsOnlyPicturesThatCarryIt()
    {
        var response = await search.SearchAsync("sugar", tags: "summer");

        Assert.NotEmpty(response.Hits);
        Assert.All(response.Hits, hit => Assert.Contains("summer", hit.Tags));
    }

    [Fact]
    public async Task Search_SeveralWordsOfAPicture_GivesThePictureOnce()
    {
        var response = await search.SearchAsync("coffee");

        Assert.Equal(response.Hits.Count, response.Hits.Select(hit => hit.ImageId).Distinct().Count());
    }

    [Theory]
    [InlineData("???", 10, null)]
    [InlineData("coffee", 0, null)]
    [InlineData("coffee", 1001, null)]
    [InlineData("coffee", 10, 1.5)]
    [InlineData("coffee", 10, double.NaN)]
    public async Task Search_ImpossibleRequest_SaysWhatToChange(string query, int top, double? minScore)
    {
        var request = new SearchRequest { Query = query, Top = top, MinScore = minScore };

        var error = await Assert.ThrowsAsync<InvalidQueryException>(() => search.Service.SearchAsync(request, CancellationToken.None));

        Assert.NotEmpty(error.Message);
    }

    [Fact]
    public async Task Search_TooLongQuery_IsRefused() => await Assert.ThrowsAsync<InvalidQueryException>(
        () => search.SearchAsync(new string('a', 65)));
}
