using System.Diagnostics;
using System.Globalization;
using Indexing.VectorStore;
using Indexing.VectorStore.Sqlite;

namespace Indexing.Benchmarks.VectorSearch;

/// <summary>
/// The question: how long does SearchScenesAsync take among pictures with a scene of 256 numbers each? The vectors are those of
/// <see cref="WordCloud"/>: what the scan costs does not depend on them. It does not show cold starts nor searches while somebody writes.
/// </summary>
internal static class SceneIndex
{
    private const int Writers = 64;
    private const int WarmUpQueries = 30;
    private const int RescoredImages = 200;

    /// <summary>Fills the folder through the product's own write path, unless it is filled; then measures.</summary>
    public static async Task<IEnumerable<string>> RunAsync(string directory, int images, int queries, int limit)
    {
        await FillAsync(directory, images);
        await StoreSearch.ReadFilesAsync(directory);
        await using SqliteVectorStore store = SyntheticIndex.Open(directory);
        var cloud = new WordCloud(seed: 78);
        Latencies first = new(), all = new(), few = new(), tagged = new(), named = new();
        await first.MeasureAsync(() => SearchAsync(store, Search(cloud, limit)));
        for (int i = 1; i < WarmUpQueries; i++)
            await SearchAsync(store, Search(cloud, limit));
        ProcessMemory peak = default;
        for (int i = 0; i < queries; i++)
        {
            SceneSearch search = Search(cloud, limit);
            string[] ids = [.. Enumerable.Range(0, RescoredImages).Select(n => SyntheticIndex.Id((int)((i + (n * 4999L)) % images)))];
            await all.MeasureAsync(() => SearchAsync(store, search));
            await few.MeasureAsync(() => SearchAsync(store, search with { Limit = 10 }));
            await tagged.MeasureAsync(() => SearchAsync(store, search with { Filter = new ImageFilter { Tags = [$"shard-{i % 100}"] } }));
            await named.MeasureAsync(() => SearchAsync(store, search with { Filter = new ImageFilter { ImageIds = ids } }));
            ProcessMemory now = ProcessMemory.Read();
            peak = new ProcessMemory(
                Math.Max(peak.Anonymous, now.Anonymous), Math.Max(peak.MappedFiles, now.MappedFiles), now.PeakTotal);
        }
        double reference = all.Percentile(.5);
        return
        [
            Latencies.Table,
            first.Row("first search for scenes of the process", reference),
            all.Row("SearchScenesAsync", reference),
            few.Row("the same, limit 10", reference),
            tagged.Row("the same, tag of 1 % of the images", reference),
            named.Row($"the same, {RescoredImages} named images", reference),
            "",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Peak anonymous memory {peak.Anonymous:F0} MiB; mapped files beside it {peak.MappedFiles:F0} MiB."),
            "",
        ];
    }

    private static async Task FillAsync(string directory, int images)
    {
        await using SqliteVectorStore store = SyntheticIndex.Open(directory);
        int there = (int)(await store.GetStatisticsAsync(SyntheticIndex.Tenant, CancellationToken.None)).Indexed;
        var cloud = new WordCloud(seed: 2000 + there);
        long start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(there, Math.Max(0, images - there)), new ParallelOptions { MaxDegreeOfParallelism = Writers },
            async (image, token) =>
            {
                float[] scene = new float[WordCloud.Dimension];
                lock (cloud)
                    cloud.Next(scene);
                await store.ReplaceImageAsync(SyntheticIndex.Image(image, []), [], scene, token);
            });
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await store.MaintainAsync(CancellationToken.None);
        await Console.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"built {images - there} images with a scene in {seconds:F1} s, {Writers} writers"));
    }

    private static async Task SearchAsync(SqliteVectorStore store, SceneSearch search)
    {
        IReadOnlyList<SceneHit> hits = await store.SearchScenesAsync(search, CancellationToken.None);
        if (hits.Count != search.Limit)
            throw new InvalidOperationException($"The search found {hits.Count} images instead of {search.Limit}.");
    }

    private static SceneSearch Search(WordCloud cloud, int limit)
    {
        float[] vector = new float[WordCloud.Dimension];
        cloud.Next(vector);
        return new SceneSearch { Tenant = SyntheticIndex.Tenant, Vector = vector, Limit = limit };
    }
}
