namespace Indexing.VectorStore.Sqlite.Segments;

/// <summary>Chooses which neighbouring segments become one.</summary>
internal static class SegmentMerge
{
    /// <summary>The range of blocks to rewrite; empty when all is well.</summary>
    public static Range Choose(IReadOnlyList<BlockView> blocks, SegmentPolicy policy)
    {
        int segments = blocks.TakeWhile(static block => block.Segment is not null).Count();
        for (int i = 0; i < segments; i++)
        {
            int dead = blocks[i].Count - blocks[i].LiveCount;
            if (dead > policy.MaxDeadShare * blocks[i].Count)
                return i..(i + 1);
        }
        // Newest first: they are the smallest.
        for (int start = segments - policy.MergeSegments; start >= 0; start--)
        {
            if (IsWorthwhile(blocks, start, policy))
                return start..(start + policy.MergeSegments);
        }
        return ..0;
    }

    /// <summary>No segment may hold more than half of the words: rewriting a large one for a few small ones would never end.</summary>
    private static bool IsWorthwhile(IReadOnlyList<BlockView> blocks, int start, SegmentPolicy policy)
    {
        int sum = 0, largest = 0;
        for (int i = start; i < start + policy.MergeSegments; i++)
        {
            sum += blocks[i].LiveCount;
            largest = Math.Max(largest, blocks[i].LiveCount);
        }
        return sum <= policy.MaxSegmentWords && largest * 2L <= sum;
    }
}
