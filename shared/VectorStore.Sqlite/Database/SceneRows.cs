using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>Reads scenes within a snapshot.</summary>
internal static class SceneRows
{
    private const int RowsPerCancellationCheck = 256;

    /// <summary>The scene of an image; empty when it has none.</summary>
    public static ReadOnlyMemory<float> Get(ReadSession session, ImageKey key)
    {
        Statement row = session.Statement(
            """
            select s.vector from images i join scenes s on s.image = i.id
            where i.tenant = (select id from tenants where name = ?1) and i.image_id = ?2
            """)
            .Bind(1, key.Tenant).Bind(2, key.ImageId);
        float[] scene = row.Step() ? MemoryMarshal.Cast<byte, float>(row.Blob(0)).ToArray() : [];
        row.Reset();
        return scene;
    }

    /// <summary>Scores the candidates with their stored vectors and keeps the best, in the order of the port.</summary>
    public static List<SceneHit> Best(
        ReadSession session, SceneSearch search, ReadOnlySpan<long> candidates, CancellationToken cancellationToken)
    {
        long[] ascending = candidates.ToArray();
        Array.Sort(ascending); // neighbours share a page
        var hits = new List<SceneHit>(ascending.Length);
        Statement row = session.Statement(
            "select i.image_id, s.vector from scenes s join images i on i.id = s.image where s.id = ?1");
        for (int i = 0; i < ascending.Length; i++)
        {
            if (i % RowsPerCancellationCheck == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (row.Begin().Bind(1, ascending[i]).Step())
            {
                float similarity = TensorPrimitives.Dot(search.Vector.Span, MemoryMarshal.Cast<byte, float>(row.Blob(1)));
                hits.Add(new SceneHit(new ImageKey(search.Tenant, row.Text(0)), similarity));
            }
            row.Reset();
        }
        hits.Sort(Compare);
        if (hits.Count > search.Limit)
            hits.RemoveRange(search.Limit, hits.Count - search.Limit);
        return hits;
    }

    private static int Compare(SceneHit a, SceneHit b)
    {
        int bySimilarity = b.Similarity.CompareTo(a.Similarity);
        return bySimilarity != 0 ? bySimilarity : string.CompareOrdinal(a.Image.ImageId, b.Image.ImageId);
    }
}
