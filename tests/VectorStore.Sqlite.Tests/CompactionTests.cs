using Indexing.TestSupport;
using Indexing.VectorStore.Sqlite.Segments;

namespace Indexing.VectorStore.Sqlite.Tests;

/// <summary>Rewriting segments without the words that are gone.</summary>
public sealed class CompactionTests : IAsyncDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly SyntheticWords _synthetic = new(seed: 8);

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Maintain_EverySecondWordDeleted_KeepsTheOthers()
    {
        SqliteVectorStore store = _folder.Open(StoreFolder.SmallSegments);
        for (int i = 0; i < 200; i++)
            await store.ReplaceImageAsync(SyntheticWords.Image($"{i}"), _synthetic.Words(1), CancellationToken.None);
        await store.MaintainAsync(CancellationToken.None);
        for (int i = 0; i < 200; i += 2)
            await store.ReplaceImageAsync(SyntheticWords.Image($"{i}", 2, ImageStatus.Deleted), [], CancellationToken.None);

        await store.MaintainAsync(CancellationToken.None);
        await _folder.CloseAsync();
        string[] files = Directory.GetFiles(_folder.SegmentsPath);

        Assert.Equal(
            Enumerable.Range(0, 200).Where(i => i % 2 == 1),
            (await SearchAsync(StoreFolder.SmallSegments, limit: 1000)).Select(hit => int.Parse(hit.Word.Image.ImageId)).Order());
        Assert.Equal(files, Directory.GetFiles(_folder.SegmentsPath)); // a wrong file would have been made again
    }

    [Fact]
    public async Task Maintain_ImageLargerThanASegmentReplaced_ForgetsAllItsWords()
    {
        // The image ends in the middle of what would be the second segment; four fifths of that stay, so it is not rewritten.
        var policy = new SegmentPolicy { SealWords = 100, MaxSealWords = 400, MergeSegments = 100 };
        SqliteVectorStore store = _folder.Open(policy);
        float[] query = _synthetic.UnitVector();
        WordRecord[] near = [.. Enumerable.Range(0, 480).Select(n => _synthetic.Word(n, "gone", _synthetic.Near(query, 0.1f)))];
        await store.ReplaceImageAsync(SyntheticWords.Image("other"), _synthetic.Words(1), CancellationToken.None);
        await store.ReplaceImageAsync(SyntheticWords.Image("large"), near, CancellationToken.None);
        await store.ReplaceImageAsync(SyntheticWords.Image("far"), _synthetic.Words(320), CancellationToken.None);
        await store.MaintainAsync(CancellationToken.None);
        await store.ReplaceImageAsync(SyntheticWords.Image("large", version: 2), [], CancellationToken.None);

        await store.MaintainAsync(CancellationToken.None);

        Assert.Equal(10, (await SearchAsync(policy, limit: 10, query)).Count);
    }

    /// <summary>Searches with a store that knows nothing but the files.</summary>
    private Task<IReadOnlyList<WordHit>> SearchAsync(SegmentPolicy policy, int limit, float[]? query = null) =>
        _folder.Open(policy).SearchWordsAsync(SyntheticWords.Search(query ?? _synthetic.UnitVector(), limit), CancellationToken.None);
}
