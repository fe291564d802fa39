using Indexing.VectorStore;

namespace Indexing.TestSupport;

/// <summary>Which images a search is about.</summary>
public abstract partial class VectorStoreConformance
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task SearchWords_Metadata_FindsImagesWithExactlyThisKeyAndValue()
    {
        await PutWithMetadataAsync("plain", ("city", "Ulm"));
        await PutWithMetadataAsync("more", ("city", "Ulm"), ("street", "Hof=Gasse"), ("note", ""));
        await PutWithMetadataAsync("other value", ("city", "ulm"), ("town", "Ulm"));
        await PutWithMetadataAsync("moved border", ("city=", "Ulm"), ("street=Hof", "Gasse"));
        await PutAsync(SyntheticWords.Image("tag", tags: ["city", "Ulm"]), Synthetic.Word(0));

        Assert.Equal(["more", "plain"], await FindAsync(Metadata(("city", "Ulm"))));
        Assert.Equal(["more"], await FindAsync(Metadata(("city", "Ulm"), ("street", "Hof=Gasse"))));
        Assert.Equal(["moved border"], await FindAsync(Metadata(("city=", "Ulm"))));
        Assert.Equal(["more"], await FindAsync(Metadata(("note", ""))));
        Assert.Empty(await FindAsync(Metadata(("city", ""))));
        Assert.Equal(["tag"], await FindAsync(new ImageFilter { Tags = ["Ulm"] }));
    }

    [Fact]
    public async Task SearchWords_MetadataRemovedByANewVersion_NoLongerMatches()
    {
        await PutWithMetadataAsync("a", ("city", "Ulm"));
        await PutAsync(
            SyntheticWords.Image("a", version: 2) with { Metadata = new Dictionary<string, string> { ["city"] = "Bonn" } },
            Synthetic.Word(0));

        Assert.Empty(await FindAsync(Metadata(("city", "Ulm"))));
        Assert.Equal(["a"], await FindAsync(Metadata(("city", "Bonn"))));
    }

    [Fact]
    public async Task SearchWords_Times_IncludeTheFirstMomentAndExcludeTheLast()
    {
        foreach (int milliseconds in (int[])[-1, 0, 1, 2])
        {
            await PutAsync(
                SyntheticWords.Image($"{milliseconds}") with { UpdatedAt = Noon.AddMilliseconds(milliseconds) }, Synthetic.Word(0));
        }

        Assert.Equal(["0", "1"], await FindAsync(new ImageFilter { UpdatedFrom = Noon, UpdatedBefore = Noon.AddMilliseconds(2) }));
        Assert.Equal(["0", "1", "2"], await FindAsync(new ImageFilter { UpdatedFrom = Noon }));
        Assert.Equal(["-1"], await FindAsync(new ImageFilter { UpdatedBefore = Noon }));
        Assert.Empty(await FindAsync(new ImageFilter { UpdatedFrom = Noon, UpdatedBefore = Noon }));
        var sameMomentElsewhere = Noon.ToOffset(TimeSpan.FromHours(5));
        Assert.Equal(["-1"], await FindAsync(new ImageFilter { UpdatedBefore = sameMomentElsewhere }));
    }

    [Fact]
    public async Task SearchWords_ImageIds_FindsOnlyThoseOfTheTenant()
    {
        foreach (string id in (string[])["a", "b", "c", "ü \"\\\u0001 \U0001F600", "12"])
            await PutAsync(SyntheticWords.Image(id), Synthetic.Words(2));
        await PutAsync(SyntheticWords.Image("theirs", tenant: "other"), Synthetic.Word(0));

        Assert.Equal(["a", "a", "c", "c"], await FindAsync(new ImageFilter { ImageIds = ["c", "A", "theirs", "unknown", "a"] }));
        Assert.Equal(["12", "12"], await FindAsync(new ImageFilter { ImageIds = ["12"] }));
        Assert.Equal(2, (await FindAsync(new ImageFilter { ImageIds = ["ü \"\\\u0001 \U0001F600"] })).Count());
        Assert.Empty(await FindAsync(new ImageFilter { ImageIds = ["unknown"] }));
        Assert.Empty(await FindAsync(new ImageFilter { ImageIds = [] }));
    }

    [Fact]
    public async Task SearchWords_ImageIdsOfFewFarWords_StillReturnsTheirBest()
    {
        Dictionary<string, float[]> vectors = await PutManyAsync(images: 20, wordsPerImage: 25);
        float[] query = Synthetic.Near(vectors["plain0/0"], 0.5f);
        string[] ids = ["plain3", "plain17"];

        IReadOnlyList<WordHit> hits = await Store.SearchWordsAsync(
            SyntheticWords.Search(query, 15) with { Filter = new ImageFilter { ImageIds = ids } }, CancellationToken.None);

        AssertBest(vectors.Where(word => ids.Contains(word.Key.Split('/')[0])).ToDictionary(), query, hits, 15);
    }

    [Fact]
    public async Task SearchWords_AsManyImageIdsAsAllowed_FindsTheirWords()
    {
        await PutAsync(SyntheticWords.Image("9999"), Synthetic.Word(0));
        await PutAsync(SyntheticWords.Image("10000"), Synthetic.Word(0));
        string[] ids = [.. Enumerable.Range(0, ImageFilter.MaxImageIds).Select(n => $"{n}")];

        Assert.Equal(["9999"], await FindAsync(new ImageFilter { ImageIds = ids }));
    }

    [Fact]
    public async Task Search_EveryKindOfCondition_FindsOnlyWhatFulfilsAll()
    {
        ImageRecord all = SyntheticWords.Image("all", tags: ["red", "shop"]) with
        {
            Metadata = new Dictionary<string, string> { ["city"] = "Ulm", ["camera"] = "7" },
            UpdatedAt = Noon,
        };
        ImageRecord[] images =
        [
            all,
            all with { Key = new ImageKey("tenant", "tag"), Tags = ["shop"] },
            all with { Key = new ImageKey("tenant", "metadata"), Metadata = new Dictionary<string, string> { ["city"] = "Bonn" } },
            all with { Key = new ImageKey("tenant", "early"), UpdatedAt = Noon.AddSeconds(-2) },
            all with { Key = new ImageKey("tenant", "late"), UpdatedAt = Noon.AddSeconds(2) },
            all with { Key = new ImageKey("tenant", "id") },
            all with { Key = new ImageKey("other", "all") },
        ];
        float[] meaning = _concepts.UnitVector();
        foreach (ImageRecord image in images)
            await PutAsync(image, Synthetic.Word(0, concept: meaning, grams: SyntheticWords.Grams("harbour")), Synthetic.Word(1));
        var filter = new ImageFilter
        {
            Tags = ["red", "shop"],
            Metadata = new Dictionary<string, string> { ["city"] = "Ulm" },
            UpdatedFrom = Noon.AddSeconds(-1),
            UpdatedBefore = Noon.AddSeconds(1),
            ImageIds = ["all", "tag", "metadata", "early", "late"],
        };

        Assert.Equal(["all", "all"], await FindAsync(filter));
        Assert.Equal(["all"], (await SearchGramsAsync("harbour", 10, filter: filter)).Select(hit => hit.Word.Image.ImageId));
        IReadOnlyList<WordHit> meant = await Store.SearchWordsAsync(
            SyntheticWords.Search(meaning, 10) with { Space = WordSpace.Concept, Filter = filter }, CancellationToken.None);
        Assert.Equal(new ImageKey("tenant", "all"), Assert.Single(meant).Word.Image);
    }

    [Fact]
    public async Task SearchWords_MoreImageIdsThanAllowed_IsRefused() => await Assert.ThrowsAnyAsync<ArgumentException>(() =>
        FindAsync(new ImageFilter { ImageIds = [.. Enumerable.Range(0, ImageFilter.MaxImageIds + 1).Select(n => $"{n}")] }));

    [Fact]
    public async Task SearchWords_EmptyMetadataKey_IsRefused() =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => FindAsync(Metadata(("", "Ulm"))));

    private static ImageFilter Metadata(params (string Key, string Value)[] entries) =>
        new() { Metadata = entries.ToDictionary(entry => entry.Key, entry => entry.Value) };

    private Task<ReplaceResult> PutWithMetadataAsync(string id, params (string Key, string Value)[] entries) =>
        PutAsync(SyntheticWords.Image(id) with { Metadata = Metadata(entries).Metadata }, Synthetic.Word(0));

    /// <summary>The images, in ordinal order, of all words that the filter lets through.</summary>
    private async Task<IEnumerable<string>> FindAsync(ImageFilter filter)
    {
        WordSearch search = SyntheticWords.Search(Synthetic.UnitVector(), 100) with { Filter = filter };
        return (await Store.SearchWordsAsync(search, CancellationToken.None))
            .Select(hit => hit.Word.Image.ImageId).Order(StringComparer.Ordinal);
    }
}
