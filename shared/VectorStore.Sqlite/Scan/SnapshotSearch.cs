using System.Diagnostics;
using Indexing.VectorStore.Sqlite.Database;
using Indexing.VectorStore.Sqlite.Segments;

namespace Indexing.VectorStore.Sqlite.Scan;

/// <summary>Runs searches, each on one snapshot and on the scan view of exactly this snapshot.</summary>
internal sealed class SnapshotSearch
{
    private readonly SegmentKind _kind;
    private readonly ReadSessions _sessions;
    private readonly ScanViewCache _views;
    private readonly SegmentMaintenance _maintenance;
    private readonly StoreFiles _files;
    private readonly SegmentPolicy _policy;

    public SnapshotSearch(
        SegmentKind kind, ReadSessions sessions, ScanViewCache views, SegmentMaintenance maintenance, StoreFiles files,
        SegmentPolicy policy)
    {
        _kind = kind;
        _sessions = sessions;
        _views = views;
        _maintenance = maintenance;
        _files = files;
        _policy = policy;
    }

    public async Task<T> RunAsync<T>(Func<ReadSession, StoreState, ScanView, T> search, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        ReadSession session = _sessions.Rent();
        try
        {
            if (IsFarBehind(session))
                await _maintenance.CatchUpAsync(cancellationToken);
            (StoreState state, ScanView view) = await _views.BeginAsync(session, cancellationToken);
            T hits;
            try
            {
                hits = search(session, state, view);
                if (view.HasBrokenSegments || view.WordsInMemory >= _policy.SealWords)
                    _maintenance.Request();
            }
            finally
            {
                view.Release();
            }
            session.End();
            _sessions.Return(session);
            SqliteVectorStoreTelemetry.SearchDuration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
            return hits;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Whether so many words are in no segment file that reading them all into memory would be the worse choice.</summary>
    private bool IsFarBehind(ReadSession session)
    {
        SegmentState state = _kind.Of(session.Begin());
        bool isBehind = state.LastWord - _views.LastWord > _policy.MaxWordsInMemory
            && state.LastWord - SegmentInventory.Read(session, _files, _kind, state).LastWord > _policy.MaxWordsInMemory;
        session.End();
        return isBehind;
    }
}
