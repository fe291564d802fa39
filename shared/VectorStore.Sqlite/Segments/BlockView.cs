using System.Numerics;
using Indexing.VectorStore.Sqlite.Database;

namespace Indexing.VectorStore.Sqlite.Segments;

/// <summary>
/// A block as one generation of the store sees it: its first <see cref="Count"/> words, of which the bits of <see cref="Live"/>
/// tell which still exist. Immutable; a change of the bits makes a new view.
/// </summary>
internal sealed unsafe class BlockView
{
    // By space.
    private readonly TenantMask?[] _lastMasks = new TenantMask?[2];

    public BlockView(WordBlock block, int count, SegmentRow? segment, ulong[]? live = null)
    {
        Block = block;
        Count = count;
        Segment = segment;
        Live = live ?? AllLive(count);
        foreach (ulong bits in Live)
            LiveCount += BitOperations.PopCount(bits);
    }

    public WordBlock Block { get; }

    public int Count { get; }

    /// <summary>The row of the block's file; <see langword="null"/> for words in memory.</summary>
    public SegmentRow? Segment { get; }

    /// <summary>Bit n of element m: word 64 m + n exists. Bits behind <see cref="Count"/> are 0.</summary>
    public ulong[] Live { get; }

    public int LiveCount { get; }

    /// <summary>This view without the words of these id ranges.</summary>
    public BlockView Without(IReadOnlyList<(long FirstWord, int WordCount)> dead)
    {
        ulong[]? live = null;
        foreach ((long firstWord, int wordCount) in dead)
        {
            int index = IndexOf(firstWord);
            for (; index < Count && Block.Words[index] < firstWord + wordCount; index++)
            {
                live ??= (ulong[])Live.Clone();
                live[index / 64] &= ~(1UL << (index % 64));
            }
        }
        return live is null ? this : new BlockView(Block, Count, Segment, live);
    }

    /// <summary>This view after its block has grown; new words are live.</summary>
    public BlockView Grown(int count)
    {
        ulong[] live = AllLive(count);
        for (int i = 0; i < Count; i++)
        {
            if (!IsLive(i))
                live[i / 64] &= ~(1UL << (i % 64));
        }
        return new BlockView(Block, count, Segment, live);
    }

    /// <summary>
    /// The live words of one tenant that have a vector in this space, bit by bit as <see cref="Live"/>. Shared: not to be changed.
    /// </summary>
    public ulong[] LiveOf(int tenant, WordSpace space)
    {
        // One is kept: blocks outlive generations, and most indexes have one tenant or one that is asked again and again.
        if (_lastMasks[(int)space] is { } known && known.Tenant == tenant)
            return known.Bits;
        ulong[] bits = space == WordSpace.Lexical ? OfTenant(tenant) : WithConcept(LiveOf(tenant, WordSpace.Lexical));
        _lastMasks[(int)space] = new TenantMask(tenant, bits);
        return bits;
    }

    /// <summary>The live words, as runs of neighbours of at most <paramref name="maxWords"/>.</summary>
    public IEnumerable<(int Start, int Length)> LiveRuns(int maxWords)
    {
        int index = 0;
        while (index < Count)
        {
            int start = index;
            while (index < Count && IsLive(index) && index - start < maxWords)
                index++;
            if (index > start)
                yield return (start, index - start);
            else
                index++;
        }
    }

    /// <summary>Position of the first word with at least this id.</summary>
    public int IndexOf(long word)
    {
        int index = new ReadOnlySpan<long>(Block.Words, Count).BinarySearch(word);
        return index < 0 ? ~index : index;
    }

    private bool IsLive(int index) => (Live[index / 64] >> (index % 64) & 1) != 0;

    private ulong[] OfTenant(int tenant)
    {
        ulong[] bits = (ulong[])Live.Clone();
        for (int i = 0; i < Count; i++)
        {
            if (Block.Tenants[i] != tenant)
                bits[i / 64] &= ~(1UL << (i % 64));
        }
        return bits;
    }

    private ulong[] WithConcept(ulong[] words)
    {
        if (Block.Concept.IsEmpty)
            return new ulong[words.Length];
        ulong[] bits = (ulong[])words.Clone();
        for (int i = 0; i < Count; i++)
        {
            if (Block.Concept.Scales[i] == 0)
                bits[i / 64] &= ~(1UL << (i % 64));
        }
        return bits;
    }

    private static ulong[] AllLive(int count)
    {
        ulong[] live = new ulong[(count + 63) / 64];
        Array.Fill(live, ulong.MaxValue);
        if (count % 64 != 0)
            live[^1] = ulong.MaxValue >> (64 - (count % 64));
        return live;
    }

    private sealed record TenantMask(int Tenant, ulong[] Bits);
}
