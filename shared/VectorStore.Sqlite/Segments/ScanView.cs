using System.Collections.Concurrent;
using Indexing.VectorStore.Sqlite.Scan;

namespace Indexing.VectorStore.Sqlite.Segments;

/// <summary>
/// All words, or all scenes, of one generation of the store, ready to scan: mapped segments, then words in memory. Immutable; counted
/// references keep its memory alive.
/// </summary>
internal sealed class ScanView
{
    /// <summary>A filter takes a bit per word, so these are 8 MB for a million words.</summary>
    private const int MaxFilters = 64;

    private readonly ConcurrentDictionary<ScanFilterKey, ScanFilter> _filters = new();
    private int _references = 1;

    public ScanView(SegmentKind kind, long generation, long lastWord, IReadOnlyList<BlockView> blocks, bool hasBrokenSegments)
    {
        Kind = kind;
        Generation = generation;
        LastWord = lastWord;
        Blocks = blocks;
        HasBrokenSegments = hasBrokenSegments;
        foreach (BlockView block in blocks)
            block.Block.AddReference();
    }

    /// <summary>What is scanned.</summary>
    public SegmentKind Kind { get; }

    public long Generation { get; }

    /// <summary>Id of the newest word the view accounts for.</summary>
    public long LastWord { get; }

    public IReadOnlyList<BlockView> Blocks { get; }

    /// <summary>Whether a segment file was missing or damaged, so that its words are held in memory instead.</summary>
    public bool HasBrokenSegments { get; }

    /// <summary>Words that no segment file holds.</summary>
    public int WordsInMemory => Blocks.Where(static block => block.Segment is null).Sum(static block => block.Count);

    /// <summary>The filter of this key, worked out once per generation.</summary>
    public ScanFilter Filter(ScanFilterKey key, Func<ScanFilter> create)
    {
        if (_filters.TryGetValue(key, out ScanFilter? known))
            return known;
        if (_filters.Count >= MaxFilters)
            _filters.Clear();
        return _filters[key] = create();
    }

    /// <summary>Another holder; only valid while the caller knows of one.</summary>
    public ScanView Share()
    {
        Interlocked.Increment(ref _references);
        return this;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) != 0)
            return;
        foreach (BlockView block in Blocks)
            block.Block.Release();
    }
}
