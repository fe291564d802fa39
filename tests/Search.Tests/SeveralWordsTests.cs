using Indexing.Contracts;

namespace Indexing.Search.Tests;

/// <summary>Questions of several words: all of them, one of them, one after the other.</summary>
public sealed class SeveralWordsTests(SearchFixture search) : IClassFixture<SearchFixture>
{
    [Theory]
    [InlineData("coffee open", "cafe.jpg")]
    [InlineData("open coffee", "cafe.jpg")]
    [InlineData("sugar AND honey", "shelf.jpg")]
    [InlineData("open honey", "")]
    [InlineData("sugar OR open", "cafe.jpg shelf.jpg")]
    [InlineData("open honey OR station", "street.jpg")]
    [InlineData("\"coffee open\"", "cafe.jpg")]
    [InlineData("\"open coffee\"", "")]
    [InlineData("\"toffee sugar honey\"", "shelf.jpg")]
    [InlineData("\"toffee honey\"", "")]
    public async Task Search_SeveralWords_FindsThePicturesThatAnswer(string query, string expected)
    {
        var response = await search.SearchAsync(query, SearchMode.Exact, minScore: null);

        Assert.Equal(expected, string.Join(' ', response.Hits.Select(hit => hit.ImageId).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Search_AllWords_GivesAMatchForEachInTheOrderOfTheQuery()
    {
        var hit = Assert.Single((await search.SearchAsync("honey toffee", SearchMode.Exact, minScore: null)).Hits);

        Assert.Equal(["honey", "toffee"], hit.Matches.Select(match => match.Term));
        Assert.Equal(["honey", "toffee"], hit.Matches.Select(match => match.Text));
        Assert.Equal(hit.Matches.Min(match => match.Score), hit.Score);
    }

    [Fact]
    public async Task Search_PhraseLongerThanAnyRegion_FindsNothing()
    {
        var words = Enumerable.Range(0, 4).Select(i => new string((char)('b' + i), 60));

        Assert.Empty((await search.SearchAsync($"\"{string.Join(' ', words)}\"", SearchMode.Auto, minScore: null)).Hits);
    }

    [Theory]
    [InlineData("street zeppelin")]
    [InlineData("\"street zeppelin\"")]
    public async Task Search_WordOfVeryManyPictures_IsFoundBesideARareOne(string query)
    {
        for (var i = 0; i < 120; i++)
            await search.AddAsync("crowd", $"{i:000}.jpg", [], "street");
        await search.AddAsync("crowd", "zzz.jpg", [], "street", "zeppelin");
        var request = new SearchRequest { Query = query, Tenant = "crowd", Mode = SearchMode.Exact };

        var response = await search.Service.SearchAsync(request, CancellationToken.None);

        Assert.Equal("zzz.jpg", Assert.Single(response.Hits).ImageId);
    }
}
