using System.Net;
using System.Net.Http.Json;
using Indexing.Contracts;
using Indexing.TestSupport;
using Indexing.VectorStore;

namespace Indexing.Query.Tests;

public sealed class ImageEndpointTests(QueryFixture fixture) : IClassFixture<QueryFixture>
{
    private RunningQuery Server => fixture.Server;

    [Fact]
    public async Task Image_Indexed_ComesWithItsRecordAndItsWords()
    {
        await Server.IndexAsync("whole", uri: "file:///pictures/whole.jpg", words: ["harbour", "station"]);

        var image = await GetAsync("whole");

        Assert.Equal(("whole", "default", 1, "indexed"), (image.ImageId, image.Tenant, image.Version, image.Status));
        Assert.Equal(("file:///pictures/whole.jpg", 1000, 500, 123_456), (image.Uri, image.Width, image.Height, image.SizeBytes));
        Assert.Equal((new string('a', 64), "scene-text/1"), (image.Sha256, image.ModelVersion));
        Assert.Equal(["summer"], image.Tags);
        Assert.Equal("Ü-7", image.Metadata["camera"]);
        Assert.Equal(["harbour", "station"], image.Words.Select(word => word.Text));
        var word = image.Words[0];
        Assert.Equal((0.5, 0.75), (word.Confidence, word.DetectionScore));
        Assert.Equal([0.1, 0.2, 0.3, 0.2, 0.3, 0.25, 0.1, 0.25], word.Polygon.SelectMany(corner => corner).Select(Round));
        Assert.Equal([100, 100, 300, 100, 300, 125, 100, 125], word.PolygonPixels.SelectMany(corner => corner).Select(Round));
    }

    [Theory]
    [InlineData("with/slash")]
    [InlineData("a%2Fb")]
    [InlineData("100% & ? # + ; =")]
    [InlineData("Übung/字 .jpg")]
    [InlineData("a/../b")]
    [InlineData("status")]
    public async Task Image_AnyId_IsAddressedByOnePercentEncodedSegment(string id)
    {
        await Server.IndexAsync(id);

        Assert.Equal(id, (await GetAsync(id)).ImageId);
    }

    [Fact]
    public async Task Image_LongestId_FitsTheRequestLine()
    {
        var id = new string('字', 1024);
        await Server.IndexAsync(id);

        Assert.Equal(id, (await GetAsync(id)).ImageId);
    }

    [Theory]
    [InlineData("never announced", "")]
    [InlineData("cafe.jpg", "?tenant=museum")]
    [InlineData("cafe.jpg", "?tenant=")]
    [InlineData("cafe.jpg", "?tenant=%00")]
    public async Task Image_Unknown_IsNotFound(string id, string query)
    {
        var response = await Server.Client.GetAsync(ImageAddress.Of(id) + query);

        Assert.Equal((HttpStatusCode.NotFound, "unknown_image"), (response.StatusCode, await RunningQuery.CodeOfAsync(response)));
    }

    [Fact]
    public async Task Image_LongerIdThanThereIs_IsNotFound()
    {
        var response = await Server.Client.GetAsync(ImageAddress.Of(new string('a', 1025)));

        Assert.Equal((HttpStatusCode.NotFound, "unknown_image"), (response.StatusCode, await RunningQuery.CodeOfAsync(response)));
    }

    [Fact]
    public async Task Image_OfAnotherTenant_IsReadUnderThatTenant() =>
        Assert.Equal("museum", (await GetAsync("foreign.jpg", "?tenant=museum")).Tenant);

    [Theory]
    [InlineData(ImageStatus.Pending, "pending", null)]
    [InlineData(ImageStatus.Rejected, "rejected", "not_an_image")]
    [InlineData(ImageStatus.Deleted, "deleted", null)]
    public async Task Image_NotIndexed_SaysWhatBecameOfIt(ImageStatus status, string expected, string? reason)
    {
        await Server.Store.ReplaceImageAsync(
            SyntheticWords.Image(expected, status: status, tenant: "default"), [], CancellationToken.None);

        var image = await GetAsync(expected);

        Assert.Equal((expected, reason, 0), (image.Status, image.Reason, image.Words.Count));
    }

    private async Task<ImageView> GetAsync(string id, string query = "") =>
        (await Server.Client.GetFromJsonAsync<ImageView>(ImageAddress.Of(id) + query))!;

    private static double Round(double value) => Math.Round(value, 4);
}
