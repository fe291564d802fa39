using System.Numerics.Tensors;
using Indexing.TestSupport;
using Indexing.VectorStore.Sqlite.Segments;

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

    [Fact]
    public async Task SearchConcepts_ClusteredVectorsInCompactedSegments_FindsWhatAnExactSearchFinds()
    {
        const int Images = 400, WordsPerImage = 20, Best = 100, Queries = 20;
        await using var folder = new StoreFolder();
        var policy = new SegmentPolicy { SealWords = 1000, MaxSealWords = 1500, MergeSegments = 3 };
        SqliteVectorStore store = folder.Open(policy);
        SyntheticWords synthetic = new(seed: 4), concepts = new(seed: 5, dimension: 256);
        float[][] centres = [.. Enumerable.Range(0, 40).Select(_ => concepts.UnitVector())];
        float[]?[] vectors = [.. Enumerable.Range(0, Images * WordsPerImage)
            .Select(i => i % 3 == 0 ? null : concepts.Near(centres[i % centres.Length], 0.8f))];
        for (int i = 0; i < Images; i++)
        {
            WordRecord[] words = [.. Enumerable.Range(0, WordsPerImage)
                .Select(n => synthetic.Word(n, concept: vectors[(i * WordsPerImage) + n]))];
            await store.ReplaceImageAsync(SyntheticWords.Image($"{i}"), words, CancellationToken.None);
        }
        await store.MaintainAsync(CancellationToken.None);
        for (int i = 0; i < Images; i += 3)
        {
            await store.ReplaceImageAsync(SyntheticWords.Image($"{i}", 2, ImageStatus.Deleted), [], CancellationToken.None);
            Array.Clear(vectors, i * WordsPerImage, WordsPerImage);
        }
        await store.MaintainAsync(CancellationToken.None);

        int found = 0;
        for (int q = 0; q < Queries; q++)
        {
            float[] query = concepts.Near(centres[q], 0.6f);
            HashSet<int> exact = [.. Enumerable.Range(0, vectors.Length).Where(i => vectors[i] is not null)
                .OrderByDescending(i => TensorPrimitives.Dot(vectors[i], query)).Take(Best)];
            IReadOnlyList<WordHit> hits = await store.SearchWordsAsync(MixedWords.Search(query, Best), CancellationToken.None);
            found += hits.Count(hit => exact.Contains((int.Parse(hit.Word.Image.ImageId) * WordsPerImage) + hit.Word.RegionIndex));
        }

        // The half floats may swap neighbours at the border of the best; what they lose is within the same share.
        Assert.InRange(found / (double)(Queries * Best), MinRecall, 1);
    }
}
