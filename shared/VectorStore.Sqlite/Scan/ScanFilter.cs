using Indexing.VectorStore.Sqlite.Database;
using Indexing.VectorStore.Sqlite.Segments;

namespace Indexing.VectorStore.Sqlite.Scan;

/// <summary>
/// One bit per word of a view: exists, belongs to the tenant, has a vector in the space, stands in an image that fulfils every condition.
/// Exact before the scan, so that no filter, however selective, can starve the result.
/// </summary>
internal sealed class ScanFilter
{
    private ScanFilter(ulong[][] masks) => Masks = masks;

    /// <summary>For each block of the view: bit n of element m lets word 64 m + n through.</summary>
    public ulong[][] Masks { get; }

    /// <summary>
    /// The view keeps what tenant and labels let through, which is asked again and again. Times and image ids hardly ever repeat, so they
    /// are worked out anew and leave the room to the others.
    /// </summary>
    public static ScanFilter Create(
        ReadSession session, ScanView view, long tenant, WordSpace space, ImageFilter conditions, CancellationToken cancellationToken)
    {
        var images = new FilteredImages(view.Kind);
        Label[] labels = [.. Label.Of(conditions.Tags, conditions.Metadata)];
        ScanFilter filter = view.Filter(ScanFilterKey.Create(tenant, space, labels), () =>
        {
            var all = new ScanFilter([.. view.Blocks.Select(block => block.LiveOf((int)tenant, space))]);
            return labels.Length == 0 ? all : all.And(view, images.WithLabels(session, tenant, labels, cancellationToken));
        });
        if (conditions.UpdatedFrom is not null || conditions.UpdatedBefore is not null)
        {
            filter = filter.And(view, images.Updated(
                session, tenant, conditions.UpdatedFrom, conditions.UpdatedBefore, cancellationToken));
        }
        if (conditions.ImageIds is not null)
            filter = filter.And(view, images.WithIds(session, tenant, conditions.ImageIds, cancellationToken));
        return filter;
    }

    /// <summary>What this filter lets through of these word ranges.</summary>
    private ScanFilter And(ScanView view, List<(long FirstWord, int WordCount)> images)
    {
        ulong[][] both = [.. Masks.Select(static mask => new ulong[mask.Length])];
        foreach ((long firstWord, int wordCount) in images)
            Mark(view, both, firstWord, wordCount);
        for (int i = 0; i < both.Length; i++)
        {
            for (int j = 0; j < both[i].Length; j++)
                both[i][j] &= Masks[i][j];
        }
        return new ScanFilter(both);
    }

    private static unsafe void Mark(ScanView view, ulong[][] masks, long firstWord, int wordCount)
    {
        for (int i = 0; i < masks.Length; i++)
        {
            BlockView block = view.Blocks[i];
            if (block.Count == 0 || block.Block.Words[block.Count - 1] < firstWord || block.Block.Words[0] >= firstWord + wordCount)
                continue;
            for (int n = block.IndexOf(firstWord); n < block.Count && block.Block.Words[n] < firstWord + wordCount; n++)
                masks[i][n / 64] |= 1UL << (n % 64);
        }
    }
}
