using Indexing.VectorStore;
using Indexing.VectorStore.Sqlite;
using Indexing.Vision.Embedding;

namespace Indexing.Benchmarks.VectorSearch;

/// <summary>
/// The question: how long does SearchWordsAsync take, including reading the candidates with their posteriors? It does not show
/// cold starts (files are read once before) nor searches while somebody writes.
/// </summary>
internal static class StoreSearch
{
    private const int WarmUpQueries = 30;

    public static async Task<SearchFigures> RunAsync(string directory, int queries, int limit)
    {
        await ReadFilesAsync(directory);
        await using SqliteVectorStore store = SyntheticIndex.Open(directory);
        var cloud = new WordCloud(seed: 77);
        var first = new Latencies();
        await first.MeasureAsync(() => SearchAsync(store, cloud, limit));
        for (int i = 1; i < WarmUpQueries; i++)
            await SearchAsync(store, cloud, limit);

        Latencies all = new(), few = new(), tagged = new(), reranked = new();
        var reranker = new PosteriorReranker("harbour");
        ProcessMemory peak = default;
        for (int i = 0; i < queries; i++)
        {
            WordSearch search = Search(cloud, limit);
            await all.MeasureAsync(() => store.SearchWordsAsync(search, CancellationToken.None));
            await reranked.MeasureAsync(() => RerankAsync(store, search, reranker));
            await few.MeasureAsync(() => store.SearchWordsAsync(search with { Limit = 10 }, CancellationToken.None));
            WordSearch narrow = search with { Filter = new ImageFilter { Tags = [$"shard-{i % 100}"] } };
            await tagged.MeasureAsync(() => store.SearchWordsAsync(narrow, CancellationToken.None));
            ProcessMemory now = ProcessMemory.Read();
            peak = new ProcessMemory(
                Math.Max(peak.Anonymous, now.Anonymous), Math.Max(peak.MappedFiles, now.MappedFiles), now.PeakTotal);
        }
        return new SearchFigures(first, all, few, tagged, reranked, peak);
    }

    private static async Task SearchAsync(SqliteVectorStore store, WordCloud cloud, int limit)
    {
        IReadOnlyList<WordHit> hits = await store.SearchWordsAsync(Search(cloud, limit), CancellationToken.None);
        if (hits.Count != limit)
            throw new InvalidOperationException($"The search found {hits.Count} words instead of {limit}.");
    }

    /// <summary>What a query costs in all but its vector: the candidates and the likelihood of each.</summary>
    private static async Task RerankAsync(SqliteVectorStore store, WordSearch search, PosteriorReranker reranker)
    {
        foreach (WordHit hit in await store.SearchWordsAsync(search, CancellationToken.None))
            reranker.Score(hit.Word.Posteriors.Span);
    }

    private static WordSearch Search(WordCloud cloud, int limit)
    {
        float[] vector = new float[WordCloud.Dimension];
        cloud.Next(vector);
        return new WordSearch { Tenant = SyntheticIndex.Tenant, Vector = vector, Limit = limit };
    }

    /// <summary>The warm-up pass: every page of the index is in the page cache afterwards, as on a machine that has run a while.</summary>
    public static async Task ReadFilesAsync(string directory)
    {
        byte[] buffer = new byte[1 << 20];
        foreach (string path in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            while (await stream.ReadAsync(buffer) > 0)
            {
            }
        }
    }
}
