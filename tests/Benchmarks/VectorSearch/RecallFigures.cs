using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Indexing.VectorStore;
using Indexing.VectorStore.Sqlite;
using Microsoft.Data.Sqlite;

namespace Indexing.Benchmarks.VectorSearch;

/// <summary>The question: how many of the exact best words, by the floats in the database, does SearchWordsAsync return?</summary>
internal static class RecallFigures
{
    private const int Queries = 20;

    public static async Task<string> RunAsync(string directory, int limit)
    {
        var cloud = new WordCloud(seed: 4242);
        float[][] queries = [.. Enumerable.Range(0, Queries).Select(_ => Next(cloud))];
        HashSet<string>[] exact = [.. ExactBest(directory, queries, limit)];
        await using SqliteVectorStore store = SyntheticIndex.Open(directory);
        int found = 0;
        for (int i = 0; i < Queries; i++)
        {
            var search = new WordSearch { Tenant = SyntheticIndex.Tenant, Vector = queries[i], Limit = limit };
            IReadOnlyList<WordHit> hits = await store.SearchWordsAsync(search, CancellationToken.None);
            found += hits.Count(hit => exact[i].Contains($"{hit.Word.Image.ImageId}/{hit.Word.RegionIndex}"));
        }
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Recall of the exact float top {limit}: {found / (double)(Queries * limit):F5} "
                + $"({found} of {Queries * limit} over {Queries} queries).");
    }

    private static IEnumerable<HashSet<string>> ExactBest(string directory, float[][] queries, int limit)
    {
        PriorityQueue<string, float>[] best = [.. queries.Select(static _ => new PriorityQueue<string, float>())];
        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "index.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText =
            "select i.image_id || '/' || w.region_index, w.lexical from words w join images i on i.id = w.image";
        using SqliteDataReader rows = command.ExecuteReader();
        byte[] vector = new byte[WordCloud.Dimension * sizeof(float)];
        while (rows.Read())
        {
            rows.GetBytes(1, 0, vector, 0, vector.Length);
            for (int i = 0; i < queries.Length; i++)
            {
                float score = TensorPrimitives.Dot(MemoryMarshal.Cast<byte, float>(vector), queries[i]);
                if (best[i].Count < limit)
                    best[i].Enqueue(rows.GetString(0), score);
                else if (best[i].TryPeek(out _, out float lowest) && score > lowest)
                    best[i].EnqueueDequeue(rows.GetString(0), score);
            }
        }
        return best.Select(static queue => queue.UnorderedItems.Select(static item => item.Element).ToHashSet(StringComparer.Ordinal));
    }

    private static float[] Next(WordCloud cloud)
    {
        float[] vector = new float[WordCloud.Dimension];
        cloud.Next(vector);
        return vector;
    }
}
