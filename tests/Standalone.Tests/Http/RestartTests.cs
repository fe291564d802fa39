using Indexing.TestSupport;
using Indexing.VectorStore;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Tests.Http;

public sealed class RestartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_WithUnfinishedPictures_IndexesThem()
    {
        // What a server leaves behind that died between its answer 202 and the work.
        var path = _folder.Write("pictures/left.png", TestPictures.Png(1));
        await using (var first = await RunningServer.StartAsync(_folder.Combine("index")))
        {
            await first.Services.GetRequiredService<IVectorStore>().ReplaceImageAsync(
                new ImageRecord
                {
                    Key = new ImageKey("second", "left"),
                    Version = 3,
                    Status = ImageStatus.Pending,
                    Uri = FileUri.From(path),
                    UpdatedAt = TimeProvider.System.GetUtcNow(),
                },
                [],
                CancellationToken.None);
        }

        await using var second = await RunningServer.StartAsync(_folder.Combine("index"), adjust: null, _folder.Combine("pictures"));

        var key = new ImageKey("second", "left");
        var store = second.Services.GetRequiredService<IVectorStore>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await store.GetImagesAsync([key], patience.Token))[0].Status == ImageStatus.Pending)
            await Task.Delay(20, patience.Token);
        var image = (await store.GetImagesAsync([key], patience.Token))[0];
        Assert.Equal((ImageStatus.Indexed, null), (image.Status, image.RejectedReason));
    }

    [Fact]
    public async Task Restart_InlinePicture_IsStillShown()
    {
        var picture = TestPictures.Png(2);
        await using (var first = await RunningServer.StartAsync(_folder.Combine("index")))
        {
            await first.AnnounceInlineAsync("kept", picture);
            await first.WaitUntilDoneAsync("kept");
        }

        await using var second = await RunningServer.StartAsync(_folder.Combine("index"));

        Assert.Equal(picture, await second.Client.GetByteArrayAsync(RunningServer.Address("kept", "/content")));
    }

    [Fact]
    public async Task InlinePictures_OfOlderDeletedAndRejectedVersions_AreRemoved()
    {
        await using var server = await RunningServer.StartAsync(_folder.Combine("index"));
        await server.AnnounceInlineAsync("twice", TestPictures.Png(3), version: 1);
        await server.WaitUntilDoneAsync("twice");
        await server.AnnounceInlineAsync("twice", TestPictures.Png(4), version: 2);
        await server.WaitUntilDoneAsync("twice");
        await server.AnnounceInlineAsync("rejected", "text"u8.ToArray());
        await server.WaitUntilDoneAsync("rejected");
        await server.AnnounceInlineAsync("deleted", TestPictures.Png(5));
        await server.WaitUntilDoneAsync("deleted");
        await server.Client.DeleteAsync(RunningServer.Address("deleted", ""));

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (KeptFiles() is var kept && (kept.Length != 1 || !kept[0].EndsWith("-2", StringComparison.Ordinal)))
            await Task.Delay(20, patience.Token);
    }

    private string[] KeptFiles() =>
        Directory.GetFiles(new IndexDirectory(_folder.Combine("index")).Inline, "*", SearchOption.AllDirectories);
}
