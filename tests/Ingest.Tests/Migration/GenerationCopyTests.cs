using System.Diagnostics;
using Indexing.Ingest.Migration;
using Indexing.TestSupport;
using Indexing.VectorStore;

namespace Indexing.Ingest.Tests.Migration;

public sealed class GenerationCopyTests : IAsyncDisposable
{
    private readonly CopyFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Copy_ToAnEmptyGeneration_ReadsEveryPictureAgain()
    {
        await _fixture.IndexAsync("a.jpg");
        await _fixture.IndexAsync("b.jpg", version: 7);

        var report = await _fixture.CopyAsync();

        Assert.Equal(new CopyReport(2, 0), report);
        Assert.Equal((ImageStatus.Indexed, 7, 1), StateOf(await _fixture.CopiedAsync("b.jpg")));
        Assert.Single(await _fixture.CopiedWordsAsync("a.jpg"));
    }

    [Fact]
    public async Task Copy_OfAPicture_KeepsWhatThePublisherSaidAndWhenItWasUpdated()
    {
        await _fixture.IndexAsync("a.jpg");
        await _fixture.CopyAsync();

        var before = (await _fixture.From.GetImagesAsync([Key("a.jpg")], CancellationToken.None)).Single();
        var after = await _fixture.CopiedAsync("a.jpg");
        Assert.Equal(before.UpdatedAt, after!.UpdatedAt);
        Assert.Equal((before.Uri, before.ContentHash), (after.Uri, after.ContentHash));
        Assert.Equal(("summer", "x"), (after.Tags.Single(), after.Metadata["camera"]));
    }

    [Fact]
    public async Task Copy_ASecondTime_CopiesOnlyWhatIsNew()
    {
        await _fixture.IndexAsync("a.jpg");
        await _fixture.CopyAsync();
        await _fixture.IndexAsync("a.jpg", version: 2);
        await _fixture.IndexAsync("b.jpg");

        Assert.Equal(new CopyCount(2, 0), await _fixture.CountAsync());
        Assert.Equal(2, (await _fixture.CopyAsync()).Copied);
        Assert.Equal(0, (await _fixture.CopyAsync()).Copied);
        Assert.Equal(2, (await _fixture.CopiedAsync("a.jpg"))!.Version);
    }

    [Fact]
    public async Task Copy_NewerVersionInTheTarget_IsLeftAlone()
    {
        await _fixture.IndexAsync("a.jpg", version: 3);
        await _fixture.To.ReplaceImageAsync(SyntheticWords.Image("a.jpg", version: 5, tenant: "default"), [], CancellationToken.None);

        Assert.Equal(0, (await _fixture.CopyAsync()).Copied);
        Assert.Equal(5, (await _fixture.CopiedAsync("a.jpg"))!.Version);
    }

    [Theory]
    [InlineData(ImageStatus.Deleted)]
    [InlineData(ImageStatus.Rejected)]
    [InlineData(ImageStatus.Pending)]
    public async Task Copy_PictureWithoutWords_CopiesItsState(ImageStatus status)
    {
        await _fixture.From.ReplaceImageAsync(
            SyntheticWords.Image("a", version: 4, status) with { RejectedReason = status == ImageStatus.Rejected ? "not_an_image" : null },
            [], CancellationToken.None);

        await _fixture.CopyAsync();

        var copied = (await _fixture.CopiedAsync("a", tenant: "tenant"))!;
        Assert.Equal((status, 4), (copied.Status, copied.Version));
        Assert.Equal(0, (await _fixture.CopyAsync()).Copied);
    }

    [Fact]
    public async Task Copy_DeletedAfterItWasCopied_IsDeletedInTheTarget()
    {
        await _fixture.IndexAsync("a.jpg");
        await _fixture.CopyAsync();
        await _fixture.From.ReplaceImageAsync(
            SyntheticWords.Image("a.jpg", version: 2, ImageStatus.Deleted, "default"), [], CancellationToken.None);

        Assert.Equal(1, (await _fixture.CopyAsync()).Copied);
        Assert.Equal(ImageStatus.Deleted, (await _fixture.CopiedAsync("a.jpg"))!.Status);
        Assert.Empty(await _fixture.CopiedWordsAsync("a.jpg"));
    }

    [Fact]
    public async Task Copy_PictureThatIsGone_KeepsItsWords()
    {
        await _fixture.IndexGoneAsync("gone.jpg", "coffee");

        var report = await _fixture.CopyAsync();

        Assert.Equal(new CopyReport(1, 1), report);
        var word = Assert.Single(await _fixture.From.GetWordsAsync(Key("gone.jpg"), CancellationToken.None));
        Assert.Equal((ImageStatus.Indexed, 1, 1), StateOf(await _fixture.CopiedAsync("gone.jpg")));
        var carried = Assert.Single(await _fixture.CopiedWordsAsync("gone.jpg"));
        Assert.Equal((word.Quad, word.Transcription, word.Confidence), (carried.Quad, carried.Transcription, carried.Confidence));
        Assert.Equal(word.Posteriors.ToArray(), carried.Posteriors.ToArray());
        var search = SyntheticWords.Search(_fixture.Spell("coffee"), limit: 1) with { Tenant = "default" };
        Assert.Equal(1, Assert.Single(await _fixture.To.SearchWordsAsync(search, CancellationToken.None)).Similarity, 0.01f);
        Assert.Equal(new CopyCount(0, 1), await _fixture.CountAsync());
        Assert.Equal(new ReadingCount("coffee", 1), Assert.Single(
            await _fixture.To.ListReadingsAsync("default", "cof", 10, CancellationToken.None)));
        Assert.Equal(0, (await _fixture.CopyAsync()).Copied);
    }

    [Fact]
    public async Task Copy_PictureThatIsBack_IsReadAgainWhenAsked()
    {
        await _fixture.IndexGoneAsync("gone.jpg", "coffee");
        await _fixture.CopyAsync();
        await File.WriteAllBytesAsync(_fixture.PathOf("gone.jpg"), TestPictures.Jpeg(1, width: 320, height: 200));

        Assert.Equal(0, (await _fixture.CopyAsync()).Copied);
        Assert.Equal(new CopyReport(1, 0), await _fixture.CopyAsync(triesCarriedAgain: true));
        Assert.Equal(new CopyCount(0, 0), await _fixture.CountAsync());
    }

    [Fact]
    public async Task Copy_DetectorFailsOnOnePicture_CarriesItAndReadsTheOthers()
    {
        await _fixture.IndexAsync("a.jpg");
        await _fixture.IndexAsync("b.jpg");
        var failures = 0;
        _fixture.NewDetector.Before = () =>
            failures++ == 0 ? throw new InvalidOperationException("The network failed.") : Task.CompletedTask;

        Assert.Equal(new CopyReport(2, 1), await _fixture.CopyAsync(parallel: 1));
        Assert.Equal(0, (await _fixture.CopyAsync()).Copied);
    }

    [Fact]
    public async Task Copy_StoreAwayForAMoment_IsTriedAgain()
    {
        await _fixture.IndexAsync("a.jpg");
        await _fixture.From.ReplaceImageAsync(SyntheticWords.Image("b", status: ImageStatus.Rejected), [], CancellationToken.None);
        FlakyVectorStore? flaky = null;
        _fixture.Around = store => flaky = new FlakyVectorStore(store, failures: 1);

        Assert.Equal(2, (await _fixture.CopyAsync()).Copied);
        Assert.Equal(1, flaky!.Failed);
    }

    [Fact]
    public async Task Copy_InParts_TakesEveryPictureOnce()
    {
        for (var i = 0; i < 12; i++)
            await _fixture.From.ReplaceImageAsync(
                SyntheticWords.Image($"picture/{i}", status: ImageStatus.Rejected), [], CancellationToken.None);

        var copied = new List<int>();
        for (var part = 0; part < 3; part++)
            copied.Add((await _fixture.CopyAsync(part: part, parts: 3)).Copied);

        Assert.Equal(12, copied.Sum());
        Assert.All(copied, count => Assert.InRange(count, 1, 11));
        Assert.Equal(0, (await _fixture.CopyAsync()).Copied);
    }

    [Fact]
    public async Task Copy_AtARate_TakesItsTime()
    {
        for (var i = 0; i < 11; i++)
            await _fixture.From.ReplaceImageAsync(SyntheticWords.Image($"{i}", status: ImageStatus.Rejected), [], CancellationToken.None);

        var clock = Stopwatch.StartNew();
        await _fixture.CopyAsync(rate: 20);

        // Ten steps of 50 ms; timers may be a little early.
        Assert.True(clock.Elapsed > TimeSpan.FromMilliseconds(480), $"{clock.Elapsed}");
    }

    [Fact]
    public async Task Copy_Cancelled_GoesOnLater()
    {
        for (var i = 0; i < 20; i++)
            await _fixture.From.ReplaceImageAsync(SyntheticWords.Image($"{i}", status: ImageStatus.Rejected), [], CancellationToken.None);
        using var cancellation = new CancellationTokenSource();
        var options = new CopyOptions { Parallel = 1 };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _fixture.Copy().RunAsync(options, cancellation.Cancel, cancellation.Token));

        Assert.Equal(19, (await _fixture.CopyAsync()).Copied);
    }

    private static ImageKey Key(string name) => new("default", name);

    private static (ImageStatus Status, long Version, int Words) StateOf(ImageRecord? record) =>
        (record!.Status, record.Version, record.WordCount);
}
