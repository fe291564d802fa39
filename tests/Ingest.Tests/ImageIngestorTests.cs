using Indexing.Contracts;
using Indexing.TestSupport;
using Indexing.VectorStore;
using Indexing.Vision;

namespace Indexing.Ingest.Tests;

public sealed class ImageIngestorTests : IAsyncDisposable
{
    private readonly IngestFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Ingest_PictureWithAWord_StoresRecordAndWord()
    {
        var picture = TestPictures.Jpeg(1, width: 320, height: 200);

        var result = await _fixture.IngestFileAsync("a.jpg", picture, version: 7);

        Assert.Equal(new IngestResult.Indexed(1, Superseded: false), result);
        var record = (await _fixture.RecordAsync())!;
        Assert.Equal((7, ImageStatus.Indexed, 320, 200, 1), (record.Version, record.Status, record.Width, record.Height, record.WordCount));
        Assert.Equal((picture.Length, IngestFixture.ModelVersion, 64), (record.SizeBytes, record.ModelVersion, record.ContentHash!.Length));
        Assert.Equal(("summer", "x"), (record.Tags.Single(), record.Metadata["camera"]));
    }

    [Fact]
    public async Task Ingest_LargePicture_StoresQuadsAsFractionsOfIt()
    {
        // Decoded at 1280 x 640: the quad in decoded pixels is the same fraction of the source.
        _fixture.Detector.Words = [Quad.FromRectangle(320, 64, 640, 64)];

        await _fixture.IngestFileAsync("a.jpg", TestPictures.Jpeg(1, width: 2560, height: 1280));

        var word = Assert.Single(await _fixture.WordsAsync());
        Assert.Equal([0.25f, 0.1f, 0.75f, 0.2f], [word.Quad.X0, word.Quad.Y0, word.Quad.X2, word.Quad.Y2], IsClose);
        Assert.Equal(0.75f, word.DetectionScore);
    }

    [Fact]
    public async Task Ingest_NewVersionWithoutText_RemovesTheOldWords()
    {
        await _fixture.IngestFileAsync("a.jpg", TestPictures.Jpeg(1), version: 1);
        _fixture.Detector.Words = [];

        var result = await _fixture.IngestFileAsync("a.jpg", TestPictures.Jpeg(2), version: 2);

        Assert.Equal(new IngestResult.Indexed(0, Superseded: false), result);
        Assert.Empty(await _fixture.WordsAsync());
    }

    [Fact]
    public async Task Ingest_OlderVersion_IsSupersededAndChangesNothing()
    {
        await _fixture.IngestFileAsync("a.jpg", TestPictures.Jpeg(1), version: 5);
        _fixture.Detector.Words = [];

        var result = await _fixture.IngestFileAsync("a.jpg", TestPictures.Jpeg(2), version: 4);

        Assert.Equal(new IngestResult.Indexed(0, Superseded: true), result);
        Assert.Single(await _fixture.WordsAsync());
        Assert.Equal(5, (await _fixture.RecordAsync())!.Version);
    }

    [Fact]
    public async Task Ingest_SameMessageThreeTimes_ChangesNothing()
    {
        for (var i = 0; i < 3; i++)
            await _fixture.IngestFileAsync("a.jpg", TestPictures.Jpeg(1), version: 5);

        Assert.Single(await _fixture.WordsAsync());
        Assert.Equal(ImageStatus.Indexed, (await _fixture.RecordAsync())!.Status);
    }

    [Fact]
    public async Task Ingest_AfterANewerDelete_StaysDeleted()
    {
        await _fixture.IngestFileAsync("a.jpg", TestPictures.Jpeg(1), version: 1);
        await _fixture.DeleteAsync(version: 3);

        await _fixture.IngestFileAsync("a.jpg", TestPictures.Jpeg(1), version: 2);

        Assert.Equal(ImageStatus.Deleted, (await _fixture.RecordAsync())!.Status);
        Assert.Empty(await _fixture.WordsAsync());
    }

    [Fact]
    public async Task Ingest_CancelledDuringDetection_ThrowsAndChangesNothing()
    {
        using var shutdown = new CancellationTokenSource();
        _fixture.Detector.Before = shutdown.CancelAsync;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _fixture.IngestAsync(new ImageSource { Inline = TestPictures.Png(1) }, cancellationToken: shutdown.Token));

        Assert.Null(await _fixture.RecordAsync());
    }

    [Fact]
    public async Task Ingest_DetectorFails_IsAnErrorAndNeverNoText()
    {
        await _fixture.IngestFileAsync("a.jpg", TestPictures.Jpeg(1), version: 1);
        _fixture.Detector.Before = () => throw new InvalidOperationException("network");

        await Assert.ThrowsAsync<InvalidOperationException>(() => _fixture.IngestFileAsync("a.jpg", TestPictures.Jpeg(2), version: 2));

        Assert.Single(await _fixture.WordsAsync());
        Assert.Equal(1, (await _fixture.RecordAsync())!.Version);
    }

    [Fact]
    public async Task Ingest_MorePicturesThanCoresWaitForTheDetector_AnotherOnePasses()
    {
        var (allThere, goOn) = (new CountdownEvent(2 * Environment.ProcessorCount), new TaskCompletionSource());
        _fixture.Detector.Before = () =>
        {
            allThere.Signal();
            return goOn.Task;
        };
        Task[] held = [.. Enumerable.Range(0, allThere.InitialCount)
            .Select(i => _fixture.IngestAsync(new ImageSource { Inline = TestPictures.Png(i) }, image: $"held {i}"))];
        await Task.Run(allThere.Wait).WaitAsync(TimeSpan.FromMinutes(1));
        _fixture.Detector.Before = () => Task.CompletedTask;

        // A picture that waits for a network, or for a store, must not hold what the next one needs to be decoded.
        var passing = await _fixture.IngestAsync(new ImageSource { Inline = TestPictures.Png(1) }).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.IsType<IngestResult.Indexed>(passing);
        Assert.DoesNotContain(held, picture => picture.IsCompleted);
        goOn.SetResult();
        await Task.WhenAll(held);
    }

    private static bool IsClose(float expected, float actual) => Math.Abs(expected - actual) < 1e-3;
}
