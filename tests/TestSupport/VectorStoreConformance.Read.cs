using Indexing.VectorStore;

namespace Indexing.TestSupport;

/// <summary>Reading records, words and counts.</summary>
public abstract partial class VectorStoreConformance
{
    [Fact]
    public async Task GetImages_SomeUnknown_ReturnsTheKnownOnes()
    {
        await PutAsync(SyntheticWords.Image("a"));
        await PutAsync(SyntheticWords.Image("gone", status: ImageStatus.Deleted));

        IReadOnlyList<ImageRecord> images = await Store.GetImagesAsync(
            [new("tenant", "a"), new("tenant", "gone"), new("tenant", "A"), new("other", "a")], CancellationToken.None);

        Assert.Equal(["a", "gone"], images.Select(image => image.Key.ImageId).Order());
    }

    [Fact]
    public async Task GetWords_StoredInAnyOrder_ReturnsEveryFieldByRegionIndex()
    {
        WordRecord[] words = [Synthetic.Word(7, "seven"), Synthetic.Word(2, "two"), Synthetic.Word(4, "", posteriorBytes: 0)];
        await PutAsync(SyntheticWords.Image("a"), words);

        IReadOnlyList<StoredWord> stored = await WordsAsync("a");

        Assert.Equal([2, 4, 7], stored.Select(word => word.RegionIndex));
        foreach (WordRecord word in words)
        {
            StoredWord same = stored.Single(other => other.RegionIndex == word.RegionIndex);
            Assert.Equal(new ImageKey("tenant", "a"), same.Image);
            Assert.Equal(
                (word.Quad, word.Transcription, word.Confidence, word.DetectionScore),
                (same.Quad, same.Transcription, same.Confidence, same.DetectionScore));
            Assert.Equal(word.Posteriors.ToArray(), same.Posteriors.ToArray());
        }
    }

    [Fact]
    public async Task GetWords_UnknownImage_IsEmpty() => Assert.Empty(await WordsAsync("nowhere"));

    [Fact]
    public async Task ListImages_PageByPage_YieldsEachImageOnceInOrdinalOrder()
    {
        string[] ids = ["b", "B", "ä", "a10", "a1", "a", "z", "Z", "0"];
        foreach (string id in ids)
            await PutAsync(SyntheticWords.Image(id, status: id == "z" ? ImageStatus.Deleted : ImageStatus.Indexed));
        await PutAsync(SyntheticWords.Image("other", tenant: "other"));

        var listed = new List<string>();
        IReadOnlyList<ImageRecord> page;
        do
        {
            page = await Store.ListImagesAsync("tenant", status: null, listed.LastOrDefault(), 2, CancellationToken.None);
            listed.AddRange(page.Select(image => image.Key.ImageId));
        }
        while (page.Count > 0);

        Assert.Equal(ids.Order(StringComparer.Ordinal), listed);
    }

    [Fact]
    public async Task ListImages_OfOneStatus_YieldsItsImagesPageByPage()
    {
        foreach (string id in (string[])["d", "b", "a", "c"])
        {
            await PutAsync(SyntheticWords.Image(id, status: ImageStatus.Pending));
            await PutAsync(SyntheticWords.Image($"{id}-rejected", status: ImageStatus.Rejected));
            await PutAsync(SyntheticWords.Image($"{id}-indexed"), Synthetic.Words(2));
        }
        await PutAsync(SyntheticWords.Image("b", version: 2), Synthetic.Words(1));
        await PutAsync(SyntheticWords.Image("a", tenant: "other", status: ImageStatus.Pending));

        Assert.Equal(["a", "c"], await ListAsync(ImageStatus.Pending, after: null));
        Assert.Equal(["d"], await ListAsync(ImageStatus.Pending, after: "c"));
        Assert.Equal(["b", "b-indexed"], await ListAsync(ImageStatus.Indexed, after: "a-indexed"));
        Assert.Empty(await ListAsync(ImageStatus.Deleted, after: null));

        async Task<IEnumerable<string>> ListAsync(ImageStatus status, string? after)
        {
            IReadOnlyList<ImageRecord> page = await Store.ListImagesAsync("tenant", status, after, 2, CancellationToken.None);
            Assert.All(page, image => Assert.Equal(status, image.Status));
            return page.Select(image => image.Key.ImageId);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task ListImages_LimitOutOfRange_IsRefused(int limit) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() =>
            Store.ListImagesAsync("tenant", status: null, null, limit, CancellationToken.None));

    [Fact]
    public async Task GetStatistics_EveryStatus_CountsImagesAndWordsOfTheTenant()
    {
        await PutAsync(SyntheticWords.Image("p", status: ImageStatus.Pending));
        await PutAsync(SyntheticWords.Image("r", status: ImageStatus.Rejected));
        await PutAsync(SyntheticWords.Image("d", status: ImageStatus.Deleted));
        await PutAsync(SyntheticWords.Image("i"), Synthetic.Words(9));
        await PutAsync(SyntheticWords.Image("i", version: 2), Synthetic.Words(3));
        await PutAsync(SyntheticWords.Image("j"), Synthetic.Words(4));
        await PutAsync(SyntheticWords.Image("i", tenant: "other"), Synthetic.Words(5));

        StoreStatistics statistics = await Store.GetStatisticsAsync("tenant", CancellationToken.None);

        Assert.Equal(new StoreStatistics(Pending: 1, Indexed: 2, Rejected: 1, Deleted: 1, Words: 7), statistics);
    }

    [Fact]
    public async Task CheckAsync_StoreThatAnswers_ChangesNothing()
    {
        await PutAsync(SyntheticWords.Image("a"), Synthetic.Words(2));

        await Store.CheckAsync(CancellationToken.None);

        Assert.Equal(new StoreStatistics(0, 1, 0, 0, 2), await Store.GetStatisticsAsync("tenant", CancellationToken.None));
    }

    [Fact]
    public async Task GetStatistics_UnknownTenant_IsAllZero() =>
        Assert.Equal(new StoreStatistics(0, 0, 0, 0, 0), await Store.GetStatisticsAsync("nobody", CancellationToken.None));

    [Fact]
    public async Task ListTenants_OfAnEmptyStore_IsEmpty() => Assert.Empty(await Store.ListTenantsAsync(CancellationToken.None));

    [Fact]
    public async Task ListTenants_PicturesOfSeveral_NamesEachOnceInOrder()
    {
        foreach (var (tenant, id) in new[] { ("b", "1"), ("a", "1"), ("b", "2"), ("Z", "1") })
            await Store.ReplaceImageAsync(SyntheticWords.Image(id, tenant: tenant), [], CancellationToken.None);

        Assert.Equal(["Z", "a", "b"], await Store.ListTenantsAsync(CancellationToken.None));
    }
}
