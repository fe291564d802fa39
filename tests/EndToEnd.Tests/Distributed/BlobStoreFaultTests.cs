using Azure.Storage.Blobs;
using Indexing.Contracts;
using Indexing.TestSupport.Servers;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>Pictures that are missing, forbidden or slow to come, and a blob store that is down (row 7).</summary>
[Collection(SharedServers.Name)]
public sealed class BlobStoreFaultTests(SharedServers servers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Worker_WebServerInTrouble_RejectsRetriesAndLetsOthersPass()
    {
        await using var cluster = await Cluster.CreateAsync(servers, "web-server-in-trouble");
        await using var web = await PictureServer.StartAsync(cluster, cluster.Pictures.Take(1).Single());
        cluster.Settings["RabbitMq__TransientAttempts"] = "2";
        await cluster.StartReadyWorkerAsync();

        foreach (var image in web.Announce("mute", 1).Concat(web.Announce("failing", 2)))
            await cluster.Ledger.PublishAsync(image, Expected.DeadLetter("attempts_exhausted"));
        foreach (var image in web.Announce("missing", 2))
            await cluster.Ledger.PublishAsync(image, Expected.Rejected("not_found"));
        foreach (var image in web.Announce("forbidden", 2))
            await cluster.Ledger.PublishAsync(image, Expected.Rejected("forbidden"));
        foreach (var image in web.Announce("good", 5))
            await cluster.Ledger.PublishAsync(image, Expected.Indexed, cluster.Pictures.Take(1).Single().Words);
        await cluster.Ledger.PublishAsync(cluster.Pictures.Take(20));

        var (report, letters) = await cluster.SettleAsync(3, Patience);
        report.AssertClean();
        Assert.Equal(25, report.Indexed);
        Assert.Equal(3, letters.Count);
        Assert.All(letters, letter => Assert.Equal(("transient", 2), (letter.Class, letter.Attempts)));
    }

    [Fact]
    public async Task Worker_BlobStoreDownForAWhile_WaitsAndIndexesEverything()
    {
        const int Blobs = 60;
        await using var azurite = await AzuriteServer.StartAsync();
        await using var cluster = await Cluster.CreateAsync(servers, "blob-store-down");
        cluster.Settings["ConnectionStrings__blobs"] = azurite.ConnectionString;
        cluster.Settings["RabbitMq__TransientAttempts"] = "2";
        var pictures = cluster.Pictures.Take(Blobs, "blob").ToList();
        var images = await UploadAsync(azurite, pictures);
        var worker = await cluster.StartReadyWorkerAsync();

        await azurite.StopAsync();
        foreach (var (image, picture) in images.Zip(pictures))
            await cluster.Ledger.PublishAsync(image, Expected.Indexed, picture.Words);
        await WaitUntilAwayAsync(worker);
        Assert.Empty(await cluster.Broker.PeekDeadLettersAsync());
        await azurite.RestartAsync();

        var (report, _) = await cluster.SettleAsync(0, Patience);
        report.AssertClean();
        Assert.Equal(Blobs, report.Indexed);
        await worker.WaitReadyAsync();
    }

    private static async Task<List<IngestImage>> UploadAsync(AzuriteServer azurite, List<PictureFile> pictures)
    {
        var container = new BlobContainerClient(azurite.ConnectionString, "pictures");
        await container.CreateAsync();
        var images = new List<IngestImage>();
        foreach (var picture in pictures)
        {
            await container.GetBlobClient(picture.ImageId).UploadAsync(picture.Path);
            images.Add(picture.Announce() with { Source = new ImageSource { Uri = $"azblob://{container.Name}/{picture.ImageId}" } });
        }

        return images;
    }

    private static async Task WaitUntilAwayAsync(ServiceProcess worker)
    {
        using var clock = new CancellationTokenSource(Patience);
        while (await worker.IsReadyAsync())
        {
            Assert.False(clock.IsCancellationRequested, $"The worker calls itself ready although its blob store is down.\n{worker.Output}");
            await Task.Delay(100);
        }
    }
}
