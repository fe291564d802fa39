using Indexing.VectorStore;

namespace Indexing.TestSupport;

/// <summary>Versions, tombstones and what is refused.</summary>
public abstract partial class VectorStoreConformance
{
    [Fact]
    public async Task ReplaceImage_NewImage_StoresTheWholeRecord()
    {
        ImageRecord image = SyntheticWords.Image("a", tags: ["red", "green"]);

        ReplaceResult result = await PutAsync(image, Synthetic.Words(3));

        Assert.Equal(ReplaceResult.Replaced, result);
        Assert.Equivalent(image with { WordCount = 3 }, await GetAsync("a"), strict: true);
    }

    [Fact]
    public async Task ReplaceImage_NewerVersion_LeavesOnlyItsWords()
    {
        await PutAsync(SyntheticWords.Image("a", version: 1), Synthetic.Words(5, "old"));

        await PutAsync(SyntheticWords.Image("a", version: 2), Synthetic.Words(2, "new"));

        IReadOnlyList<StoredWord> words = await WordsAsync("a");
        Assert.Equal(["new", "new"], words.Select(word => word.Transcription));
    }

    [Fact]
    public async Task ReplaceImage_OlderVersion_ChangesNothing()
    {
        await PutAsync(SyntheticWords.Image("a", version: 7), Synthetic.Words(2, "new"));

        ReplaceResult result = await PutAsync(SyntheticWords.Image("a", version: 6), Synthetic.Words(5, "old"));

        Assert.Equal(ReplaceResult.Superseded, result);
        Assert.Equal(7, (await GetAsync("a"))!.Version);
        Assert.Equal(["new", "new"], (await WordsAsync("a")).Select(word => word.Transcription));
    }

    [Fact]
    public async Task ReplaceImage_SameVersionAgain_ReplacesWithoutDoubling()
    {
        WordRecord[] words = Synthetic.Words(4);
        await PutAsync(SyntheticWords.Image("a"), words);

        ReplaceResult result = await PutAsync(SyntheticWords.Image("a"), words);

        Assert.Equal(ReplaceResult.Replaced, result);
        Assert.Equal(4, (await SearchAsync(words[0].Lexical, 10)).Count);
    }

    [Theory]
    [InlineData(ImageStatus.Indexed)]
    [InlineData(ImageStatus.Rejected)]
    [InlineData(ImageStatus.Deleted)]
    public async Task ReplaceImage_PendingOfTheSameVersion_DoesNotUndo(ImageStatus finished)
    {
        await PutAsync(SyntheticWords.Image("a", version: 3, status: finished));

        ReplaceResult result = await PutAsync(SyntheticWords.Image("a", version: 3, status: ImageStatus.Pending));

        Assert.Equal(ReplaceResult.Superseded, result);
        Assert.Equal(finished, (await GetAsync("a"))!.Status);
    }

    [Fact]
    public async Task ReplaceImage_IndexedAfterPendingOfTheSameVersion_Replaces()
    {
        await PutAsync(SyntheticWords.Image("a", version: 3, status: ImageStatus.Pending));

        await PutAsync(SyntheticWords.Image("a", version: 3), Synthetic.Words(1));

        Assert.Equal(ImageStatus.Indexed, (await GetAsync("a"))!.Status);
    }

    [Theory]
    [InlineData(ImageStatus.Pending)]
    [InlineData(ImageStatus.Rejected)]
    [InlineData(ImageStatus.Deleted)]
    [InlineData(ImageStatus.Indexed)]
    public async Task ReplaceImage_NewerVersionWithoutWords_RemovesTheOldWords(ImageStatus status)
    {
        WordRecord[] words = Synthetic.Words(3);
        await PutAsync(SyntheticWords.Image("a", version: 1), words);

        await PutAsync(SyntheticWords.Image("a", version: 2, status: status));

        Assert.Empty(await SearchAsync(words[0].Lexical, 10));
        Assert.Empty(await WordsAsync("a"));
    }

    [Fact]
    public async Task ReplaceImage_OlderVersionAfterDelete_StaysDeleted()
    {
        await PutAsync(SyntheticWords.Image("a", version: 5, status: ImageStatus.Deleted));

        ReplaceResult result = await PutAsync(SyntheticWords.Image("a", version: 4), Synthetic.Words(1));

        Assert.Equal(ReplaceResult.Superseded, result);
        Assert.Equal(ImageStatus.Deleted, (await GetAsync("a"))!.Status);
    }

    [Theory]
    [InlineData(ImageStatus.Indexed, ImageStatus.Deleted)]
    [InlineData(ImageStatus.Deleted, ImageStatus.Indexed)]
    public async Task ReplaceImage_PictureAndDeletionOfOneVersion_StaysDeleted(ImageStatus first, ImageStatus second)
    {
        await PutAsync(SyntheticWords.Image("a", version: 5, status: first));
        await PutAsync(SyntheticWords.Image("a", version: 5, status: second));

        Assert.Equal(ImageStatus.Deleted, (await GetAsync("a"))!.Status);
    }

    [Fact]
    public async Task ReplaceImage_NewerVersionAfterDelete_ComesBack()
    {
        await PutAsync(SyntheticWords.Image("a", version: 5, status: ImageStatus.Deleted));

        await PutAsync(SyntheticWords.Image("a", version: 6), Synthetic.Words(1));

        Assert.Single(await WordsAsync("a"));
    }

    [Fact]
    public async Task ReplaceImage_VersionsInAnyOrderAtOnce_NewestWins()
    {
        int[] versions = [.. Enumerable.Range(1, 24)];
        new Random(7).Shuffle(versions);

        await Task.WhenAll(versions.Select(version => Task.Run(() =>
            PutAsync(SyntheticWords.Image("a", version), new SyntheticWords(version).Words(version, $"v{version}")))));

        IReadOnlyList<StoredWord> words = await WordsAsync("a");
        Assert.Equal(24, words.Count);
        Assert.All(words, word => Assert.Equal("v24", word.Transcription));
    }

    [Fact]
    public async Task ReplaceImage_ManyWords_StoresAll()
    {
        await PutAsync(SyntheticWords.Image("a"), Synthetic.Words(3000));

        Assert.Equal(3000, (await WordsAsync("a")).Count);
    }

    [Fact]
    public async Task ReplaceImage_AlreadyCancelled_ThrowsAndStoresNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Store.ReplaceImageAsync(SyntheticWords.Image("a"), Synthetic.Words(1), cancelled.Token));

        Assert.Null(await GetAsync("a"));
    }

    [Theory]
    [InlineData(ImageStatus.Pending)]
    [InlineData(ImageStatus.Rejected)]
    [InlineData(ImageStatus.Deleted)]
    public async Task ReplaceImage_WordsOfAnUnindexedImage_AreRefused(ImageStatus status) =>
        await Assert.ThrowsAsync<ArgumentException>(() => PutAsync(SyntheticWords.Image("a", status: status), Synthetic.Words(1)));

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(3f)]
    public async Task ReplaceImage_VectorNotOfUnitLength_IsRefused(float broken)
    {
        float[] vector = Synthetic.UnitVector();
        vector[5] = broken;

        await Assert.ThrowsAsync<ArgumentException>(() => PutAsync(SyntheticWords.Image("a"), Synthetic.Word(0, lexical: vector)));
    }

    [Fact]
    public async Task ReplaceImage_SameRegionTwice_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => PutAsync(SyntheticWords.Image("a"), Synthetic.Word(1), Synthetic.Word(1)));

    [Fact]
    public async Task ReplaceImage_VectorsOfTwoDimensions_AreRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() =>
            PutAsync(SyntheticWords.Image("a"), Synthetic.Word(0), new SyntheticWords(1, dimension: 64).Word(1)));

    [Fact]
    public async Task ReplaceImage_DimensionOtherThanTheStores_FailsForGood()
    {
        await PutAsync(SyntheticWords.Image("a"), Synthetic.Words(1));

        VectorStoreException exception = await Assert.ThrowsAsync<VectorStoreException>(() =>
            PutAsync(SyntheticWords.Image("b"), new SyntheticWords(1, dimension: 64).Words(1)));

        Assert.False(exception.IsTransient);
        Assert.Null(await GetAsync("b"));
    }

    [Theory]
    [InlineData("", "a", 1)]
    [InlineData("tenant", "", 1)]
    [InlineData("tenant", "a", -1)]
    public async Task ReplaceImage_ImpossibleKeyOrVersion_IsRefused(string tenant, string imageId, long version) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => PutAsync(SyntheticWords.Image(imageId, version, tenant: tenant)));
}
