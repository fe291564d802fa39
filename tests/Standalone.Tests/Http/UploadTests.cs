using System.Net.Http.Headers;
using Indexing.Client;
using Indexing.Contracts;
using Indexing.TestSupport;

namespace Indexing.Standalone.Tests.Http;

public sealed class UploadTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly IndexingClient _api = new(fixture.Server.Client);

    [Fact]
    public async Task Upload_LargerThanAMessage_IsIndexedFoundAndShown()
    {
        var picture = TestPictures.Png(21, 1600, 1200);
        Assert.True(picture.Length > 10_000);

        await _api.UploadAsync(new PictureUpload { ImageId = "uploaded/1", Picture = new MemoryStream(picture), Tags = ["album"] });

        var status = await fixture.Server.WaitUntilDoneAsync("uploaded/1");
        Assert.Equal(("indexed", 1), (status.Status, status.Words));
        var answer = await _api.SearchAsync(
            new SearchRequest { Query = "coffee", Mode = SearchMode.Exact, MinScore = 0, Tags = ["album"], Top = 1000 });
        Assert.Equal("uploaded/1", Assert.Single(answer.Hits).ImageId);
        await using var content = await _api.OpenContentAsync("uploaded/1");
        using var shown = new MemoryStream();
        await content.CopyToAsync(shown);
        Assert.Equal(picture, shown.ToArray());
    }

    [Fact]
    public async Task Upload_OfADamagedPicture_IsRejectedWithItsReason()
    {
        await _api.UploadAsync(new PictureUpload { ImageId = "damaged", Picture = new MemoryStream(TestPictures.Jpeg(22)[..2000]) });

        Assert.Equal("rejected", (await fixture.Server.WaitUntilDoneAsync("damaged")).Status);
        var rejected = await _api.ListImagesAsync(new ImageQuery { Status = "rejected" });
        Assert.Contains(rejected.Images, image => image is { ImageId: "damaged", Reason: "truncated" });
    }

    [Fact]
    public async Task Copies_OfAnUploadedPicture_AreFound()
    {
        var picture = TestPictures.Jpeg(23, 800, 600);
        foreach (var id in (string[])["copy-1", "copy-2"])
        {
            await _api.UploadAsync(new PictureUpload { ImageId = id, Picture = new MemoryStream(picture) });
            await fixture.Server.WaitUntilDoneAsync(id);
        }

        var copies = await _api.ListDuplicatesAsync("copy-1");

        Assert.Contains(copies!.Duplicates, copy => copy is { ImageId: "copy-2", Distance: 0, IsIdentical: true });
    }

    [Fact]
    public async Task Search_ByAPicture_FindsThatPicture()
    {
        var picture = TestPictures.Jpeg(24, 800, 600);
        await _api.UploadAsync(new PictureUpload { ImageId = "asked", Picture = new MemoryStream(picture) });
        await fixture.Server.WaitUntilDoneAsync("asked");

        var answer = await _api.SearchByPictureAsync(new PictureQuestion { Picture = new MemoryStream(picture), MinScore = 0, Top = 1000 });

        Assert.Equal(["look", "meaning"], answer.Channels.Select(channel => channel.Channel));
        Assert.Contains("asked", answer.Hits.Take(3).Select(hit => hit.ImageId));
    }

    [Fact]
    public async Task Search_ByNoPicture_IsAProblem()
    {
        using var body = new ByteArrayContent("no picture"u8.ToArray());
        body.Headers.ContentType = new MediaTypeHeaderValue("image/png");

        var response = await fixture.Server.Client.PostAsync("/v1/search/picture", body);

        Assert.Equal("invalid_query", await RunningServer.CodeOfAsync(response));
    }
}
