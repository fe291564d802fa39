using System.Numerics;

namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>Compares one perceptual hash with those of all indexed images of a tenant, from an index that has nothing else.</summary>
internal static class LookalikeRows
{
    private const int RowsPerCancellationCheck = 1024;

    public static List<ImageDistance> Find(
        ReadSession session, string tenant, ulong perceptualHash, int maxDistance, int limit, CancellationToken cancellationToken)
    {
        Statement rows = session.Statement(
            """
            select perceptual_hash, image_id from images
            where tenant = (select id from tenants where name = ?1) and status = ?2 and perceptual_hash is not null
            """)
            .Bind(1, tenant).Bind(2, (long)ImageStatus.Indexed);
        // A bounded heap, the farthest on top: an empty page may look like every other one.
        var best = new PriorityQueue<ImageDistance, ImageDistance>(Comparer<ImageDistance>.Create(static (a, b) => Compare(b, a)));
        for (int row = 0; rows.Step(); row++)
        {
            if (row % RowsPerCancellationCheck == 0)
                cancellationToken.ThrowIfCancellationRequested();
            int distance = BitOperations.PopCount((ulong)rows.Long(0) ^ perceptualHash);
            if (distance > maxDistance || (best.Count == limit && distance > best.Peek().Distance))
                continue;
            var image = new ImageDistance(new ImageKey(tenant, rows.Text(1)), distance);
            if (best.Count < limit)
                best.Enqueue(image, image);
            else
                best.EnqueueDequeue(image, image);
        }
        List<ImageDistance> images = [.. best.UnorderedItems.Select(static item => item.Element)];
        images.Sort(Compare);
        return images;
    }

    private static int Compare(ImageDistance a, ImageDistance b)
    {
        int byDistance = a.Distance.CompareTo(b.Distance);
        return byDistance != 0 ? byDistance : string.CompareOrdinal(a.Image.ImageId, b.Image.ImageId);
    }
}
