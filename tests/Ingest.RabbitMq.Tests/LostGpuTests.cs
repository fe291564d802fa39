using Indexing.Vision.Detection;
using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;

namespace Indexing.Ingest.RabbitMq.Tests;

/// <summary>A worker lost its GPU: it holds what it has in hand, burns nothing, and hands it back when it ends.</summary>
public sealed class LostGpuTests(SharedBroker shared)
{
    private const int Pictures = 20;

    [Fact]
    public async Task LostGpu_WithABacklog_BurnsNothingAndLeavesItToTheNextProcess()
    {
        await using var publisher = await Publisher.ConnectAsync(await shared.EmptyAsync());
        var lost = new LostDetector();
        var stores = new ScriptedStores { Detector = lost };
        await using (await WorkerHost.StartAsync(publisher.Address, stores))
        {
            for (var i = 0; i < Pictures; i++)
                await publisher.PublishAsync(Publisher.Picture($"{i}"));
            await Eventually.HoldsAsync(() => lost.Calls > 0);
            // Long enough for many attempts, if there were any.
            await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        }

        var calls = lost.Calls;
        var healthy = new ScriptedStores();
        await using var another = await WorkerHost.StartAsync(publisher.Address, healthy);
        await Eventually.HoldsAsync(() => healthy.Indexed.Count() == Pictures);

        // Every picture in hand once, none again.
        Assert.InRange(calls, 1, new IngestOptions().PicturesInHand());
        Assert.Empty(stores.Indexed);
        Assert.Empty(await publisher.DeadLettersAsync(0));
    }

    private sealed class LostDetector : ITextDetector
    {
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        public Task DetectAsync(DecodedImage image, List<TextRegion> regions, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _calls);
            throw new InferenceException("The device 'cuda' is lost.", isTransient: true) { IsDeviceLost = true };
        }
    }
}
