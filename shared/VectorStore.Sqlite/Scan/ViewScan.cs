using Indexing.VectorStore.Sqlite.Segments;

namespace Indexing.VectorStore.Sqlite.Scan;

/// <summary>
/// One pass over those words of a view that a filter lets through, by one thread or several: the words with the best scores.
/// </summary>
internal abstract class ViewScan(ScanView view, ScanFilter filter)
{
    /// <summary>Words that are looked at together: 64 bits of a filter mask.</summary>
    protected const int GroupWords = 64;

    /// <summary>Groups a thread takes at a time: 16,384 words, 4 MB of vectors.</summary>
    private const int PortionGroups = 256;

    /// <summary>Returns the <paramref name="capacity"/> best words.</summary>
    public TopCandidates Run(int capacity, int threads, CancellationToken cancellationToken)
    {
        (int Block, int Group)[] portions = [.. Portions()];
        var best = new TopCandidates(capacity);
        if (threads == 1)
        {
            foreach ((int block, int group) in portions)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ScanPortion(block, group, best);
            }
            return best;
        }
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(0, portions.Length, parallel, () => new TopCandidates(capacity), (i, _, own) =>
        {
            ScanPortion(portions[i].Block, portions[i].Group, own);
            return own;
        }, own =>
        {
            lock (best)
                best.AddAll(own);
        });
        return best;
    }

    /// <summary>Adds the words of some groups; bit n of element m of the masks lets word 64 m + n of the block through.</summary>
    protected abstract void Scan(BlockView view, ReadOnlySpan<ulong> masks, int firstGroup, TopCandidates best);

    private void ScanPortion(int block, int firstGroup, TopCandidates best)
    {
        ulong[] masks = filter.Masks[block];
        Scan(view.Blocks[block], masks.AsSpan(0, Math.Min(masks.Length, firstGroup + PortionGroups)), firstGroup, best);
    }

    private IEnumerable<(int Block, int Group)> Portions()
    {
        for (int block = 0; block < view.Blocks.Count; block++)
        {
            for (int group = 0; group < filter.Masks[block].Length; group += PortionGroups)
                yield return (block, group);
        }
    }
}
