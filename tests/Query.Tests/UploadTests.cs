using System.Net;
using System.Net.Sockets;
using System.Text;
using Indexing.Client;
using Indexing.Contracts;
using Indexing.TestSupport;

namespace Indexing.Query.Tests;

public sealed class UploadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Kept => _folder.Combine("pictures/inline");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Upload_WhereInlinePicturesAreKept_IsAnnouncedByItsAddress()
    {
        await using var server = await StartKeepingAsync();
        var picture = TestPictures.Jpeg(1, 2000, 1500);

        var status = await server.Api.UploadAsync(
            new PictureUpload { ImageId = "new/one", Picture = new MemoryStream(picture), Version = 7, Tags = ["a", "b c"] });

        Assert.Equal(("new/one", "default", 7, "pending"), (status.ImageId, status.Tenant, status.Version, status.Status));
        var message = await server.Announced.NextAsync<IngestImage>(image => image.ImageId == "new/one");
        Assert.Equal(["a", "b c"], message.Tags);
        Assert.Equal(picture, await File.ReadAllBytesAsync(new Uri(message.Source.Uri!).LocalPath));
    }

    [Fact]
    public async Task Upload_Accepted_SaysWhereItsStatusStands()
    {
        await using var server = await StartKeepingAsync();

        var response = await server.Client.PutAsync($"{ImageAddress.Of("a/b")}/content", new ByteArrayContent(TestPictures.Png(1)));

        Assert.Equal(
            (HttpStatusCode.Accepted, "/v1/images/a%2Fb/status"), (response.StatusCode, response.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task Upload_WhereNothingIsKept_TravelsInsideTheMessage()
    {
        await using var server = await RunningQuery.StartAsync(_folder);
        var picture = TestPictures.Png(2);

        await server.Api.UploadAsync(new PictureUpload { ImageId = "small", Picture = new MemoryStream(picture) });

        Assert.Equal(picture, (await server.Announced.NextAsync<IngestImage>(image => image.ImageId == "small")).Source.Inline);
    }

    [Fact]
    public async Task Upload_LargerThanAMessageWhereNothingIsKept_SaysWhatToDo()
    {
        await using var server = await RunningQuery.StartAsync(_folder, addBus: null, adjust: null, "--Ingest:MaxInlineBytes", "1000");

        var refusal = await Assert.ThrowsAsync<IndexingApiException>(() => server.Api.UploadAsync(
            new PictureUpload { ImageId = "large", Picture = new MemoryStream(TestPictures.Jpeg(3)) }));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "inline_too_large"), (refusal.Status, refusal.Code));
        Assert.Contains("Ingest:InlineDirectory", refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Upload_LargerThanAllowed_IsRefusedAndNotKept(bool lengthUnknown)
    {
        await using var server = await StartKeepingAsync("--Ingest:MaxUploadBytes", "20000");
        byte[] picture = [.. TestPictures.Jpeg(4), .. new byte[100_000]];
        using var content = new ByteArrayContent(picture);
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{ImageAddress.Of("large")}/content") { Content = content };
        request.Headers.TransferEncodingChunked = lengthUnknown;

        var response = await server.Client.SendAsync(request);

        Assert.Equal(
            (HttpStatusCode.RequestEntityTooLarge, "body_too_large"), (response.StatusCode, await RunningQuery.CodeOfAsync(response)));
        Assert.Empty(KeptFiles());
        Assert.Null(await server.Api.GetStatusAsync("large"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("this is text")]
    [InlineData("GIF89a and so on")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")]
    public async Task Upload_OfNoPicture_IsRefusedWhateverItIsCalled(string content)
    {
        await using var server = await StartKeepingAsync();
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
        body.Headers.ContentType = new("image/jpeg");

        var response = await server.Client.PutAsync($"{ImageAddress.Of("text")}/content", body);

        Assert.Equal(
            (HttpStatusCode.UnsupportedMediaType, "not_a_picture"), (response.StatusCode, await RunningQuery.CodeOfAsync(response)));
    }

    [Fact]
    public async Task Upload_BrokenOff_LeavesNothing()
    {
        await using var server = await StartKeepingAsync();
        var picture = TestPictures.Jpeg(5, 2000, 1500);
        using (var client = new TcpClient())
        {
            await client.ConnectAsync("127.0.0.1", server.Client.BaseAddress!.Port);
            var line = client.GetStream();
            await line.WriteAsync(Encoding.ASCII.GetBytes(
                $"PUT /v1/images/half/content HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {picture.Length}\r\n\r\n"));
            await line.WriteAsync(picture.AsMemory(0, picture.Length / 2));
            await Eventually(() => KeptFiles().Length == 1);
        }

        await Eventually(() => KeptFiles().Length == 0);
        Assert.Null(await server.Api.GetStatusAsync("half"));
    }

    [Fact]
    public async Task Upload_OfAnOlderVersion_IsNotKept()
    {
        await using var server = await StartKeepingAsync();
        await server.Api.UploadAsync(
            new PictureUpload { ImageId = "again", Picture = new MemoryStream(TestPictures.Jpeg(6)), Version = 9 });

        var status = await server.Api.UploadAsync(
            new PictureUpload { ImageId = "again", Picture = new MemoryStream(TestPictures.Jpeg(7)), Version = 8 });

        Assert.Equal(9, status.Version);
        Assert.EndsWith("-9", Assert.Single(KeptFiles()), StringComparison.Ordinal);
    }

    private Task<RunningQuery> StartKeepingAsync(params string[] more) =>
        RunningQuery.StartAsync(_folder, addBus: null, adjust: null, ["--Ingest:InlineDirectory", Kept, .. more]);

    private string[] KeptFiles() => Directory.Exists(Kept) ? Directory.GetFiles(Kept, "*", SearchOption.AllDirectories) : [];

    private static async Task Eventually(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
            await Task.Delay(20, patience.Token);
    }
}
