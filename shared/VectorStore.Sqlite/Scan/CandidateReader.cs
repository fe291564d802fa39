using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Indexing.VectorStore.Sqlite.Database;

namespace Indexing.VectorStore.Sqlite.Scan;

/// <summary>
/// Reads the rows of the candidates, scores them with their stored vectors and keeps the best. One visit per row: finding it costs
/// more than copying its 2.4 kB, also for the fifth of the candidates that is then dropped.
/// </summary>
internal static class CandidateReader
{
    private const int RowsPerCancellationCheck = 256;

    public static List<WordHit> Read(
        ReadSession session, WordSearch search, ReadOnlySpan<long> candidates, CancellationToken cancellationToken)
    {
        long[] ascending = candidates.ToArray();
        Array.Sort(ascending); // neighbours share a page
        var hits = new List<WordHit>(ascending.Length);
        string vector = search.Space == WordSpace.Lexical ? "w.lexical" : "w.concept";
        Statement row = session.Statement(
            $"select {WordRow.Columns}, i.image_id, {vector} from words w join images i on i.id = w.image where w.id = ?1");
        for (int i = 0; i < ascending.Length; i++)
        {
            if (i % RowsPerCancellationCheck == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (row.Begin().Bind(1, ascending[i]).Step())
                hits.Add(Hit(row, search));
            row.Reset();
        }
        // Equal similarities by region and image, so that results repeat.
        hits.Sort(Compare);
        if (hits.Count > search.Limit)
            hits.RemoveRange(search.Limit, hits.Count - search.Limit);
        return hits;
    }

    private static WordHit Hit(Statement row, WordSearch search)
    {
        float similarity = search.Space == WordSpace.Lexical
            ? TensorPrimitives.Dot(search.Vector.Span, MemoryMarshal.Cast<byte, float>(row.Blob(7)))
            : Dot(search.Vector.Span, MemoryMarshal.Cast<byte, Half>(row.Blob(7)));
        return new WordHit(WordRow.Read(row, new ImageKey(search.Tenant, row.Text(6))), similarity);
    }

    private static float Dot(ReadOnlySpan<float> query, ReadOnlySpan<Half> concept)
    {
        Span<float> floats = stackalloc float[concept.Length];
        TensorPrimitives.ConvertToSingle(concept, floats);
        return TensorPrimitives.Dot(query, floats);
    }

    private static int Compare(WordHit a, WordHit b)
    {
        int bySimilarity = b.Similarity.CompareTo(a.Similarity);
        if (bySimilarity != 0)
            return bySimilarity;
        int byImage = string.CompareOrdinal(a.Word.Image.ImageId, b.Word.Image.ImageId);
        return byImage != 0 ? byImage : a.Word.RegionIndex.CompareTo(b.Word.RegionIndex);
    }
}
