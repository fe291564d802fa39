using Indexing.TestSupport;
using Indexing.TestSupport.Servers;
using Indexing.VectorStore;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>The samples for publishers: plain JSON from Python, and an envelope from .NET.</summary>
[Collection(SharedServers.Name)]
public sealed class PublisherTests(SharedServers servers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly Dictionary<string, string> Plain = [];
    private static readonly string Script = Checkout.File("deploy/scripts/publish.py");

    [Fact]
    public async Task PublishPy_Folder_IsIndexedWithItsTagsAndTwiceIsTheSame()
    {
        await Pika.InstallAsync();
        await using var cluster = await ClusterWithPicturesAsync("publish-python");
        await cluster.StartReadyWorkerAsync();
        string[] arguments = [Script, "--broker", cluster.Broker.Address.OriginalString, "--tag", "sample", cluster.Workplace.Pictures];

        var first = await ShellCommand.ExpectAsync(Pika.Python, Plain, arguments);
        await ShellCommand.ExpectAsync(Pika.Python, Plain, arguments);

        Assert.Contains("2 pictures published to indexing.bulk", first, StringComparison.Ordinal);
        var records = await IndexedAsync(cluster);
        Assert.All(records, record => Assert.Equal(["sample"], record.Tags));
    }

    [Fact]
    public async Task PublishPy_NoWorkerWasEverThere_SaysSo()
    {
        await Pika.InstallAsync();
        await using var cluster = await ClusterWithPicturesAsync("publish-nowhere");

        var (exitCode, output) = await ShellCommand.RunAsync(
            Pika.Python, Plain, Script, "--broker", cluster.Broker.Address.OriginalString, cluster.Workplace.Pictures);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("start a worker first", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PublishPictures_EnvelopesOfDotNet_AreIndexed()
    {
        await using var cluster = await ClusterWithPicturesAsync("publish-dotnet");
        await cluster.StartReadyWorkerAsync();

        await ShellCommand.ExpectAsync(StartedPrograms.Sample, Plain, cluster.Broker.Address.OriginalString, cluster.Workplace.Pictures);

        await IndexedAsync(cluster);
    }

    private async Task<Cluster> ClusterWithPicturesAsync(string name)
    {
        var cluster = await Cluster.CreateAsync(servers, name);
        cluster.Workplace.Add("shop.jpg", await File.ReadAllBytesAsync(cluster.Pictures.Take(1).Single().Path));
        cluster.Workplace.Add("below/stripes #1.png", TestPictures.Png(1));
        return cluster;
    }

    /// <summary>The two pictures, as soon as they are indexed and nothing else is left to do.</summary>
    private static async Task<IReadOnlyList<ImageRecord>> IndexedAsync(Cluster cluster)
    {
        await cluster.Broker.WaitUntilIdleAsync(Patience);
        Assert.Empty(await cluster.Broker.PeekDeadLettersAsync());
        var records = await cluster.Store.ListImagesAsync("default", status: null, null, 10, CancellationToken.None);
        Assert.Equal(["below/stripes #1.png", "shop.jpg"], records.Select(record => record.Key.ImageId));
        Assert.All(records, record => Assert.Equal(ImageStatus.Indexed, record.Status));
        Assert.True(records[1].WordCount > 0);
        return records;
    }
}
