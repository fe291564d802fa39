using Indexing.VectorStore.Sqlite.Database;
using Indexing.VectorStore.Sqlite.Segments;

namespace Indexing.VectorStore.Sqlite.Scan;

/// <summary>The word ranges, or the scenes, of a tenant's images that fulfil one condition of an <see cref="ImageFilter"/>.</summary>
internal sealed class FilteredImages(SegmentKind kind)
{
    private const int RowsPerCancellationCheck = 1024;

    /// <summary>The images that carry all labels: those of the first one, as far as the others have them too.</summary>
    public List<(long FirstWord, int WordCount)> WithLabels(
        ReadSession session, long tenant, IReadOnlyList<Label> labels, CancellationToken cancellationToken)
    {
        string others = string.Concat(Enumerable.Range(1, labels.Count - 1).Select(i =>
            $" and exists (select 1 from {kind.Labels} o where o.tenant = ?1 and o.name = ?{(2 * i) + 2} and o.value = ?{(2 * i) + 3}"
            + " and o.first_word = l.first_word)"));
        Statement rows = session.Statement(
            $"select first_word, word_count from {kind.Labels} l where tenant = ?1 and name = ?2 and value = ?3{others}")
            .Bind(1, tenant);
        for (int i = 0; i < labels.Count; i++)
            rows.Bind((2 * i) + 2, labels[i].Name).Bind((2 * i) + 3, labels[i].Value);
        return Read(rows, cancellationToken);
    }

    public List<(long FirstWord, int WordCount)> Updated(
        ReadSession session, long tenant, DateTimeOffset? from, DateTimeOffset? before, CancellationToken cancellationToken)
    {
        Statement rows = session.Statement($"{kind.Updated} and updated_at >= ?2 and updated_at < ?3")
            .Bind(1, tenant).Bind(2, from?.UtcTicks ?? long.MinValue).Bind(3, before?.UtcTicks ?? long.MaxValue);
        return Read(rows, cancellationToken);
    }

    public List<(long FirstWord, int WordCount)> WithIds(
        ReadSession session, long tenant, IReadOnlyCollection<string> imageIds, CancellationToken cancellationToken)
    {
        var images = new List<(long, int)>(imageIds.Count);
        Statement row = session.Statement(kind.OfImage);
        // In the order of the index: neighbours share a page.
        foreach ((int n, string imageId) in imageIds.Order(StringComparer.Ordinal).Index())
        {
            if (n % RowsPerCancellationCheck == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (row.Begin().Bind(1, tenant).Bind(2, imageId).Step())
                images.Add((row.Long(0), row.Int(1)));
        }
        row.Reset();
        return images;
    }

    private static List<(long FirstWord, int WordCount)> Read(Statement rows, CancellationToken cancellationToken)
    {
        var images = new List<(long, int)>();
        while (rows.Step())
        {
            if (images.Count % RowsPerCancellationCheck == 0)
                cancellationToken.ThrowIfCancellationRequested();
            images.Add((rows.Long(0), rows.Int(1)));
        }
        return images;
    }
}
