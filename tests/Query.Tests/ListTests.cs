using System.Net;
using Indexing.Client;
using Indexing.TestSupport;
using Indexing.VectorStore;

namespace Indexing.Query.Tests;

public sealed class ListTests(QueryFixture fixture) : IClassFixture<QueryFixture>
{
    private RunningQuery Server => fixture.Server;

    [Fact]
    public async Task Images_PageByPage_AreAllListedOnceInOrder()
    {
        string[] ids = ["a", "b/c", "d%2F", "e e", "字"];
        foreach (var id in ids)
            await Server.IndexAsync(id, tenant: "paged");
        var seen = new List<string>();
        string? after = null;

        do
        {
            var page = await Server.Api.ListImagesAsync(new ImageQuery { Tenant = "paged", Limit = 2, After = after });
            seen.AddRange(page.Images.Select(image => image.ImageId));
            after = page.NextCursor;
        }
        while (after is not null);

        Assert.Equal(ids, seen);
    }

    [Theory]
    [InlineData(ImageStatus.Pending, "pending")]
    [InlineData(ImageStatus.Rejected, "rejected")]
    [InlineData(ImageStatus.Deleted, "deleted")]
    public async Task Images_OfAStatus_AreThoseOnly(ImageStatus status, string name)
    {
        await Server.Store.ReplaceImageAsync(
            SyntheticWords.Image($"one-{name}", status: status, tenant: "mixed"), [], CancellationToken.None);

        var page = await Server.Api.ListImagesAsync(new ImageQuery { Tenant = "mixed", Status = name });

        var image = Assert.Single(page.Images);
        Assert.Equal((name, status == ImageStatus.Rejected ? "not_an_image" : null), (image.Status, image.Reason));
        Assert.Null(page.NextCursor);
    }

    [Theory]
    [InlineData("/v1/images?status=gone", "invalid_request")]
    [InlineData("/v1/images?limit=1001", "invalid_request")]
    [InlineData("/v1/images?after=%25%25", "invalid_query")]
    [InlineData("/v1/images?after=_w", "invalid_query")]
    [InlineData("/v1/images?after=", "invalid_query")]
    [InlineData("/v1/images?tenant=", "invalid_query")]
    [InlineData("/v1/words?limit=0", "invalid_request")]
    [InlineData("/v1/words?prefix=!!", "invalid_query")]
    [InlineData("/v1/stats?tenant=", "invalid_query")]
    [InlineData("/v1/images/cafe.jpg/duplicates?distance=8", "invalid_request")]
    public async Task List_WrongParameter_IsAProblemWithAStableCode(string address, string code)
    {
        var response = await Server.Client.GetAsync(address);

        Assert.Equal((HttpStatusCode.BadRequest, code), (response.StatusCode, await RunningQuery.CodeOfAsync(response)));
    }

    [Fact]
    public async Task Statistics_OfATenant_CountItsPicturesByStatus()
    {
        await Server.IndexAsync("x", tenant: "counted", words: ["one", "two"]);
        await Server.Store.ReplaceImageAsync(
            SyntheticWords.Image("y", status: ImageStatus.Rejected, tenant: "counted"), [], CancellationToken.None);

        var counts = await Server.Api.GetStatisticsAsync("counted");

        Assert.Equal((0, 1, 1, 0, 2), (counts.Pending, counts.Indexed, counts.Rejected, counts.Deleted, counts.Words));
    }

    [Fact]
    public async Task Duplicates_OfAPicture_AreItsCopiesNearestFirst()
    {
        const ulong Look = 0x0123_4567_89AB_CDEF;
        var picture = TestPictures.Jpeg(1);
        await Server.ShowAsync(fixture.Folder, "original.jpg", picture, Look, "copies");
        await Server.ShowAsync(fixture.Folder, "same.jpg", picture, Look, "copies");
        await Server.ShowAsync(fixture.Folder, "resized.jpg", TestPictures.Jpeg(2), Look ^ 0b1011, "copies");
        await Server.ShowAsync(fixture.Folder, "other.jpg", TestPictures.Jpeg(3), ~Look, "copies");
        await Server.ShowAsync(fixture.Folder, "foreign.jpg", picture, Look, "others");

        var found = await Server.Api.ListDuplicatesAsync("original.jpg", tenant: "copies");

        Assert.Equal(
            [("same.jpg", 0, true), ("resized.jpg", 3, false)],
            found!.Duplicates.Select(copy => (copy.ImageId, copy.Distance, copy.IsIdentical)));
        Assert.Single((await Server.Api.ListDuplicatesAsync("original.jpg", distance: 2, tenant: "copies"))!.Duplicates);
        Assert.Null(await Server.Api.ListDuplicatesAsync("unknown.jpg", tenant: "copies"));
    }

    [Fact]
    public async Task Words_OfATenant_AreCountedByPictures()
    {
        await Server.IndexReadingsAsync("w1", "spoken", "harbour", "hare");
        await Server.IndexReadingsAsync("w2", "spoken", "harbour");
        await Server.IndexReadingsAsync("w3", "else", "harp");

        var words = await Server.Api.ListWordsAsync("HAR", tenant: "spoken");

        Assert.Equal([("harbour", 2), ("hare", 1)], words.Words.Select(word => (word.Word, word.Images)));
    }

    [Fact]
    public async Task Access_WithoutKeys_IsEverything()
    {
        var access = await Server.Api.GetAccessAsync();

        Assert.Equal("anonymous", access.Name);
        Assert.Equal(["*"], access.Tenants);
        Assert.Contains("search", access.Roles);
    }
}
