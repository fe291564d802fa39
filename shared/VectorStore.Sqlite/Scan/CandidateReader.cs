using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Indexing.VectorStore.Sqlite.Database;

namespace Indexing.VectorStore.Sqlite.Scan;

/// <summary>Scores candidates with their float vectors and reads the rows of the best.</summary>
internal static class CandidateReader
{
    public static List<WordHit> Read(ReadSession session, WordSearch search, ReadOnlySpan<long> candidates, CancellationToken cancellationToken)
    {
        (float Similarity, long Word)[] scored = Score(session, search.Vector.Span, candidates);
        cancellationToken.ThrowIfCancellationRequested();
        var hits = new List<WordHit>(Math.Min(scored.Length, search.Limit));
        foreach ((float similarity, long word) in scored.AsSpan(0, Math.Min(scored.Length, search.Limit)))
        {
            Statement row = session.Statement(
                $"select {WordRow.Columns}, i.image_id from words w join images i on i.id = w.image where w.id = ?1").Bind(1, word);
            if (row.Step())
                hits.Add(new WordHit(WordRow.Read(row, new ImageKey(search.Tenant, row.Text(6))), similarity));
            row.Reset();
        }
        return hits;
    }

    /// <summary>Exact similarities in descending order; equal ones by word id, so that results repeat.</summary>
    private static (float Similarity, long Word)[] Score(ReadSession session, ReadOnlySpan<float> query, ReadOnlySpan<long> candidates)
    {
        long[] ascending = candidates.ToArray();
        Array.Sort(ascending); // neighbours share a page
        var scored = new (float Similarity, long Word)[ascending.Length];
        for (int i = 0; i < ascending.Length; i++)
        {
            Statement row = session.Statement("select lexical from words where id = ?1").Bind(1, ascending[i]);
            float similarity = row.Step()
                ? TensorPrimitives.Dot(query, MemoryMarshal.Cast<byte, float>(row.Blob(0)))
                : float.NegativeInfinity;
            scored[i] = (similarity, ascending[i]);
            row.Reset();
        }
        Array.Sort(scored, static (a, b) =>
            a.Similarity == b.Similarity ? a.Word.CompareTo(b.Word) : b.Similarity.CompareTo(a.Similarity));
        return scored;
    }
}
