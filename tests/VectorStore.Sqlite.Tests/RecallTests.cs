using System.Numerics.Tensors;
using Indexing.TestSupport;

namespace Indexing.VectorStore.Sqlite.Tests;

/// <summary>
/// What the byte codes cost: the words found against an exact float search. Clustered vectors are the hard case: many
/// similarities lie closer together than the error of a code.
/// </summary>
public sealed class RecallTests
{
    private const int Words = 20_000;
    private const int Clusters = 200;
    private const int Limit = 200;

    /// <summary>Share of the exact best that must be found, over all queries.</summary>
    private const double MinRecall = 0.999;

    /// <summary>Similarities are computed from the stored floats; only the order of summation differs.</summary>
    private const float SimilarityTolerance = 1e-5f;

    [Fact]
    public async Task SearchWords_ClusteredVectors_FindsWhatAnExactSearchFinds()
    {
        await using var folder = new StoreFolder();
        SqliteVectorStore store = folder.Open();
        var synthetic = new SyntheticWords(seed: 3);
        float[][] centres = [.. Enumerable.Range(0, Clusters).Select(_ => synthetic.UnitVector())];
        float[][] vectors = [.. Enumerable.Range(0, Words).Select(i => synthetic.Near(centres[i % Clusters], 0.8f))];
        await Parallel.ForEachAsync(vectors.Chunk(500).Index(), async (chunk, token) =>
        {
            var others = new SyntheticWords(chunk.Index);
            WordRecord[] words = [.. chunk.Item.Select((vector, n) => others.Word((chunk.Index * 500) + n, lexical: vector))];
            await store.ReplaceImageAsync(SyntheticWords.Image($"{chunk.Index}"), words, token);
        });
        await store.MaintainAsync(CancellationToken.None);

        int found = 0;
        const int Queries = 25;
        for (int q = 0; q < Queries; q++)
        {
            float[] query = synthetic.Near(centres[q], 0.6f);
            HashSet<int> exact = [.. Enumerable.Range(0, Words)
                .OrderByDescending(i => TensorPrimitives.Dot(vectors[i], query)).Take(Limit)];
            IReadOnlyList<WordHit> hits = await store.SearchWordsAsync(SyntheticWords.Search(query, Limit), CancellationToken.None);
            found += hits.Count(hit => exact.Contains(hit.Word.RegionIndex));
            Assert.All(hits, hit => Assert.Equal(
                TensorPrimitives.Dot(vectors[hit.Word.RegionIndex], query), hit.Similarity, SimilarityTolerance));
        }

        Assert.InRange(found / (double)(Queries * Limit), MinRecall, 1);
    }
}
