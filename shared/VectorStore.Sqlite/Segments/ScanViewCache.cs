using Indexing.VectorStore.Sqlite.Database;
using Microsoft.Extensions.Logging;

namespace Indexing.VectorStore.Sqlite.Segments;

/// <summary>
/// Holds the newest scan view and brings it up to a reader's snapshot. The generation number tells whether anything changed;
/// then only the new segments, the new words and the new deletions are read.
/// </summary>
internal sealed class ScanViewCache : IDisposable
{
    private readonly SegmentKind _kind;
    private readonly SegmentOpener _opener;
    private readonly WordLoader _loader;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private ScanView _current;
    private long _lastWord;

    public ScanViewCache(StoreFiles files, SegmentKind kind, ILogger logger)
    {
        _kind = kind;
        _opener = new SegmentOpener(files, kind, logger);
        _loader = new WordLoader(kind);
        _current = new ScanView(kind, 0, 0, [], hasBrokenSegments: false);
    }

    /// <summary>Id of the newest word the newest view accounts for.</summary>
    public long LastWord => Volatile.Read(ref _lastWord);

    /// <summary>
    /// Starts a snapshot on the session and returns the view of exactly this snapshot, to be released by the caller. Both happen
    /// behind one gate, so the view is never newer than the snapshot.
    /// </summary>
    public async Task<(StoreState State, ScanView View)> BeginAsync(ReadSession session, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            StoreState state = session.Begin();
            if (_current.Generation != state.Generation)
            {
                ScanView next = Advance(_current, _kind.Of(state), session, cancellationToken);
                _current.Release();
                _current = next;
                Volatile.Write(ref _lastWord, next.LastWord);
            }
            return (state, _current.Share());
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _current.Release();
        _gate.Dispose();
    }

    private ScanView Advance(ScanView old, SegmentState state, ReadSession session, CancellationToken cancellationToken)
    {
        List<SegmentRow> rows = session.Segments(_kind);
        var blocks = new List<BlockView>();
        foreach (SegmentRow row in rows)
        {
            BlockView? known = old.Blocks.FirstOrDefault(block => block.Segment == row);
            BlockView? block = known ?? _opener.TryOpen(row, state);
            if (block is null)
                break;
            long seen = known is null ? row.Generation : old.Generation;
            blocks.Add(block.Without(DeadWords(session, seen, row.FirstWord, row.LastWord)));
        }
        bool broken = blocks.Count < rows.Count;
        long covered = blocks.Count == 0 ? 0 : rows[blocks.Count - 1].LastWord;
        AddWordsInMemory(blocks, covered, old, state, session, cancellationToken);
        return new ScanView(_kind, state.Generation, state.LastWord, blocks, broken);
    }

    /// <summary>Adds the words behind the segments: those the old view had in memory, and the newer ones.</summary>
    private void AddWordsInMemory(
        List<BlockView> blocks, long covered, ScanView old, SegmentState state, ReadSession session, CancellationToken cancellationToken)
    {
        List<BlockView> kept = Reusable(old, covered);
        if (kept.Count > 0)
        {
            List<(long, int)> dead = DeadWords(session, old.Generation, covered + 1, long.MaxValue);
            blocks.AddRange(kept.Select(block => block.Without(dead)));
        }
        long seen = kept.Count > 0 ? old.LastWord : covered;
        if (seen >= state.LastWord)
            return;
        MemoryBlock? last = kept.Count > 0 ? (MemoryBlock)kept[^1].Block : null;
        last?.Truncate(kept[^1].Count);
        List<MemoryBlock> loaded = _loader.Load(session, state, seen, last, cancellationToken);
        if (last is not null)
            blocks[^1] = blocks[^1].Grown(last.Count);
        foreach (MemoryBlock block in loaded.Skip(last is null ? 0 : 1))
            blocks.Add(new BlockView(block, block.Count, segment: null));
    }

    /// <summary>
    /// The old view's blocks in memory, when they start exactly where the segments end now. Not those that stand in for a broken
    /// segment: rewriting a segment also removes the records of its deletions.
    /// </summary>
    private static List<BlockView> Reusable(ScanView old, long covered)
    {
        if (old.HasBrokenSegments)
            return [];
        long oldCovered = old.Blocks.LastOrDefault(static block => block.Segment is not null)?.Segment?.LastWord ?? 0;
        return oldCovered == covered ? old.Blocks.Where(static block => block.Segment is null).ToList() : [];
    }

    private List<(long FirstWord, int WordCount)> DeadWords(ReadSession session, long afterGeneration, long first, long last)
    {
        Statement rows = session.Statement(
            $"select first_word, word_count from {_kind.Dead} where generation > ?1 and first_word between ?2 and ?3")
            .Bind(1, afterGeneration).Bind(2, first).Bind(3, last);
        var dead = new List<(long, int)>();
        while (rows.Step())
            dead.Add((rows.Long(0), rows.Int(1)));
        return dead;
    }
}
