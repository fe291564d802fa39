using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Indexing.VectorStore.Sqlite.Database;

namespace Indexing.VectorStore.Sqlite.Scan;

/// <summary>
/// Reads the rows of the candidates, scores them with what is stored and keeps the best. One visit per row: finding it costs
/// more than copying its 2.4 kB, also for the fifth of the candidates that is then dropped.
/// </summary>
internal static class CandidateReader
{
    private const int RowsPerCancellationCheck = 256;

    /// <summary>Column of <see cref="Select"/> that is scored.</summary>
    private const int Scored = 7;

    public static List<WordHit> Read(
        ReadSession session, WordSearch search, ReadOnlySpan<long> candidates, CancellationToken cancellationToken)
    {
        bool isLexical = search.Space == WordSpace.Lexical;
        return Read(
            session, search.Tenant, search.Limit, isLexical ? "w.lexical" : "w.concept", candidates,
            row => isLexical
                ? TensorPrimitives.Dot(search.Vector.Span, MemoryMarshal.Cast<byte, float>(row.Blob(Scored)))
                : Dot(search.Vector.Span, MemoryMarshal.Cast<byte, Half>(row.Blob(Scored))),
            cancellationToken);
    }

    public static List<WordHit> Read(
        ReadSession session, GramSearch search, GramQuery query, ReadOnlySpan<long> candidates, CancellationToken cancellationToken) =>
        Read(
            session, search.Tenant, search.Limit, "w.grams", candidates,
            row => query.Share(query.Count(MemoryMarshal.Cast<byte, ushort>(row.Blob(Scored)))), cancellationToken);

    private static List<WordHit> Read(
        ReadSession session, string tenant, int limit, string scored, ReadOnlySpan<long> candidates, Func<Statement, float> score,
        CancellationToken cancellationToken)
    {
        long[] ascending = candidates.ToArray();
        Array.Sort(ascending); // neighbours share a page
        var hits = new List<WordHit>(ascending.Length);
        Statement row = session.Statement(Select(scored));
        for (int i = 0; i < ascending.Length; i++)
        {
            if (i % RowsPerCancellationCheck == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (row.Begin().Bind(1, ascending[i]).Step())
                hits.Add(new WordHit(WordRow.Read(row, new ImageKey(tenant, row.Text(6))), score(row)));
            row.Reset();
        }
        // Equal similarities by region and image, so that results repeat.
        hits.Sort(Compare);
        if (hits.Count > limit)
            hits.RemoveRange(limit, hits.Count - limit);
        return hits;
    }

    private static string Select(string scored) =>
        $"select {WordRow.Columns}, i.image_id, {scored} from words w join images i on i.id = w.image where w.id = ?1";

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
