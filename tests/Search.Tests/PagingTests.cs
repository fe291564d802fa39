using Indexing.Contracts;

namespace Indexing.Search.Tests;

/// <summary>Pages of one question while pictures come and go.</summary>
public sealed class PagingTests(SearchFixture search) : IClassFixture<SearchFixture>
{
    private const string Query = "harbour";

    [Fact]
    public async Task Search_WithCursors_ShowsEveryPictureOnce()
    {
        await FillAsync("paged", 23);

        var pages = await ReadAsync("paged", top: 5);

        Assert.Equal([5, 5, 5, 5, 3], pages.Select(page => page.Hits.Count));
        Assert.Equal(23, pages.SelectMany(page => page.Hits).Select(hit => hit.ImageId).Distinct().Count());
        Assert.All(pages, page => Assert.Equal(23, page.Found));
    }

    [Fact]
    public async Task Search_WhilePicturesComeAndGo_ShowsNoneTwiceAndLeavesNoneOut()
    {
        await FillAsync("busy", 20);
        var changes = 0;

        var pages = await ReadAsync("busy", top: 4, async () =>
        {
            // A newcomer that would stand first, and a picture that was shown goes.
            search.Clock.Advance(TimeSpan.FromSeconds(1));
            await search.AddAsync("busy", $"0-new-{changes}", [], Query);
            await search.AddAsync("busy", $"{changes:000}.jpg", [], "other");
            changes++;
        });

        var shown = pages.SelectMany(page => page.Hits).Select(hit => hit.ImageId).ToList();
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i:000}.jpg"), shown);
    }

    [Fact]
    public async Task Search_CursorOfAnotherQuestion_IsRefused()
    {
        await FillAsync("crossed", 3);
        var cursor = (await AskAsync("crossed", 1, null)).NextCursor;
        var other = new SearchRequest { Query = "station", Tenant = "crossed", Cursor = cursor };

        await Assert.ThrowsAsync<InvalidQueryException>(() => search.Service.SearchAsync(other, CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("!!!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Search_TextThatIsNoCursor_IsRefused(string cursor) =>
        await Assert.ThrowsAsync<InvalidQueryException>(() => AskAsync("default", 1, cursor));

    [Fact]
    public async Task Search_WithFacets_CountsTheTagsOfAllPicturesFound()
    {
        for (var i = 0; i < 6; i++)
            await search.AddAsync("tagged", $"{i}.jpg", i % 2 == 0 ? ["red"] : ["red", "blue"], Query);
        var request = new SearchRequest { Query = Query, Tenant = "tagged", Mode = SearchMode.Exact, Top = 2, Facets = true };

        var response = await search.Service.SearchAsync(request, CancellationToken.None);

        Assert.Equal([("red", 6), ("blue", 3)], response.TagCounts.Select(count => (count.Tag, count.Images)));
    }

    private async Task FillAsync(string tenant, int count)
    {
        for (var i = 0; i < count; i++)
            await search.AddAsync(tenant, $"{i:000}.jpg", [], Query);
    }

    private async Task<List<SearchResponse>> ReadAsync(string tenant, int top, Func<Task>? between = null)
    {
        var pages = new List<SearchResponse>();
        string? cursor = null;
        do
        {
            var page = await AskAsync(tenant, top, cursor);
            pages.Add(page);
            cursor = page.NextCursor;
            if (between is not null && cursor is not null)
                await between();
        }
        while (cursor is not null);
        return pages;
    }

    private Task<SearchResponse> AskAsync(string tenant, int top, string? cursor) => search.Service.SearchAsync(
        new SearchRequest { Query = Query, Tenant = tenant, Mode = SearchMode.Exact, Top = top, Cursor = cursor }, CancellationToken.None);
}
