using Indexing.VectorStore.Sqlite.Database;
using Microsoft.Extensions.Logging;

namespace Indexing.VectorStore.Sqlite.Segments;

/// <summary>Makes segment files of one kind, from the database or from older segments. The caller holds the maintenance lock.</summary>
internal sealed class SegmentBuilder
{
    private readonly SegmentKind _kind;
    private readonly ReadSessions _sessions;
    private readonly ScanViewCache _views;
    private readonly StoreFiles _files;
    private readonly SegmentPublisher _publisher;
    private readonly SegmentPolicy _policy;
    private readonly WordLoader _loader;
    private readonly ILogger _logger;
    private long _lastSealed;

    public SegmentBuilder(
        SegmentKind kind, SqliteDatabase database, ReadSessions sessions, ScanViewCache views, SegmentPolicy policy, ILogger logger)
    {
        _kind = kind;
        _sessions = sessions;
        _views = views;
        _files = database.Files;
        _publisher = new SegmentPublisher(database, kind);
        _policy = policy;
        _loader = new WordLoader(kind);
        _logger = logger;
    }

    /// <summary>Whether enough words for a segment have come since the last one.</summary>
    public bool IsDue(StoreState state) => _kind.Of(state).LastWord - Volatile.Read(ref _lastSealed) >= _policy.SealWords;

    /// <summary>Writes the next words that are in no usable segment, when there are enough of them or a file is broken.</summary>
    /// <returns>Whether a segment was written and another may be due.</returns>
    public async Task<bool> SealAsync(CancellationToken cancellationToken)
    {
        SealInput input = _sessions.ReadMuch(session => Load(session, cancellationToken));
        if (!input.IsDue)
        {
            Volatile.Write(ref _lastSealed, input.Inventory.LastWord);
            return false;
        }
        try
        {
            await WriteAndPublishAsync(
                input.State, input.Blocks, input.Inventory.LastWord + 1, input.LastWord, input.Inventory.IsBroken, cancellationToken);
        }
        finally
        {
            foreach (BlockView block in input.Blocks)
                block.Block.Release();
        }
        Volatile.Write(ref _lastSealed, input.LastWord);
        return true;
    }

    /// <summary>Rewrites one group of segments.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> MergeAsync(CancellationToken cancellationToken)
    {
        ReadSession session = _sessions.Rent();
        try
        {
            (StoreState state, ScanView view) = await _views.BeginAsync(session, cancellationToken);
            session.End();
            try
            {
                return await MergeAsync(_kind.Of(state), view, cancellationToken);
            }
            finally
            {
                view.Release();
            }
        }
        finally
        {
            session.Dispose();
        }
    }

    /// <summary>Removes the files that no row speaks of: replaced ones and those of a process that died while writing.</summary>
    public void RemoveOrphans()
    {
        HashSet<string> current = _sessions.Read(session =>
            session.Segments(_kind).Select(row => row.File).ToHashSet(StringComparer.Ordinal));
        foreach (string path in Directory.EnumerateFiles(_files.Segments, $"{_kind.Name}-*"))
        {
            if (!current.Contains(Path.GetFileName(path)))
                File.Delete(path);
        }
    }

    private SealInput Load(ReadSession session, CancellationToken cancellationToken)
    {
        SegmentState state = _kind.Of(session.Begin());
        SegmentInventory inventory = SegmentInventory.Read(session, _files, _kind, state);
        bool isDue = inventory.IsBroken || state.LastWord - inventory.LastWord >= _policy.SealWords;
        (List<MemoryBlock> blocks, long lastWord) = isDue
            ? _loader.LoadWholeImages(session, state, inventory.LastWord, _policy.MaxSealWords, cancellationToken)
            : ([], inventory.LastWord);
        session.End();
        foreach (MemoryBlock block in blocks)
            block.AddReference();
        return new SealInput(
            state, inventory, isDue, [.. blocks.Select(static block => new BlockView(block, block.Count, segment: null))], lastWord);
    }

    private async Task<bool> MergeAsync(SegmentState state, ScanView view, CancellationToken cancellationToken)
    {
        if (view.HasBrokenSegments)
            return false;
        (int start, int length) = SegmentMerge.Choose(view.Blocks, _policy).GetOffsetAndLength(view.Blocks.Count);
        if (length == 0)
            return false;
        BlockView[] blocks = [.. view.Blocks.Skip(start).Take(length)];
        await WriteAndPublishAsync(
            state, blocks, blocks[0].Segment!.FirstWord, blocks[^1].Segment!.LastWord, dropLater: false, cancellationToken);
        return true;
    }

    private async Task WriteAndPublishAsync(
        SegmentState state, IReadOnlyList<BlockView> blocks, long firstWord, long lastWord, bool dropLater,
        CancellationToken cancellationToken)
    {
        long start = TimeProvider.System.GetTimestamp();
        SegmentRow row = SegmentWriter.Write(_files, _kind, state, blocks, firstWord, lastWord, cancellationToken);
        await _publisher.PublishAsync(row, dropLater, cancellationToken);
        SqliteVectorStoreLog.SegmentWritten(
            _logger, row.File, row.WordCount, TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
    }

    /// <summary>The next words to seal and the snapshot they are from.</summary>
    private sealed record SealInput(
        SegmentState State, SegmentInventory Inventory, bool IsDue, IReadOnlyList<BlockView> Blocks, long LastWord);
}
