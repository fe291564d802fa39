using System.Diagnostics;
using Indexing.VectorStore.Sqlite.Database;
using Indexing.VectorStore.Sqlite.Segments;

namespace Indexing.VectorStore.Sqlite.Scan;

/// <summary>
/// Nearest words in four steps, all on one snapshot: (1) bring the scan view up to it, (2) work out which words may be found,
/// (3) scan the byte codes for somewhat more candidates than asked, (4) score those with their stored vectors and read the best. Words with
/// most of some n-grams in the same steps.
/// </summary>
internal sealed class WordSearcher
{
    private readonly ReadSessions _sessions;
    private readonly ScanViewCache _views;
    private readonly SegmentMaintenance _maintenance;
    private readonly StoreFiles _files;
    private readonly SegmentPolicy _policy;
    private readonly int _threads;

    public WordSearcher(
        ReadSessions sessions, ScanViewCache views, SegmentMaintenance maintenance, StoreFiles files, SegmentPolicy policy, int threads)
    {
        _sessions = sessions;
        _views = views;
        _maintenance = maintenance;
        _files = files;
        _policy = policy;
        _threads = threads;
    }

    public Task<IReadOnlyList<WordHit>> SearchAsync(WordSearch search, CancellationToken cancellationToken) => SearchAsync(
        (session, state, view) => Search(session, state, view, search, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<WordHit>> SearchAsync(GramSearch search, CancellationToken cancellationToken) => SearchAsync(
        (session, _, view) => Search(session, view, search, cancellationToken), cancellationToken);

    private async Task<IReadOnlyList<WordHit>> SearchAsync(
        Func<ReadSession, StoreState, ScanView, List<WordHit>> search, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        ReadSession session = _sessions.Rent();
        try
        {
            if (IsFarBehind(session))
                await _maintenance.CatchUpAsync(cancellationToken);
            (StoreState state, ScanView view) = await _views.BeginAsync(session, cancellationToken);          // 1
            List<WordHit> hits;
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

    private List<WordHit> Search(
        ReadSession session, StoreState state, ScanView view, WordSearch search, CancellationToken cancellationToken)
    {
        long tenant = session.Tenant(search.Tenant);
        int dimension = state.DimensionOf(search.Space);
        if (tenant < 0 || dimension == 0)
            return [];
        if (search.Vector.Length != dimension)
            throw SqliteErrors.WrongDimension(search.Space, search.Vector.Length, dimension);
        var filter = ScanFilter.Create(session, view, tenant, search.Space, search.Filter, cancellationToken);   // 2
        TopCandidates best = new WordScan(view, filter, search.Space, search.Vector.Span)                    // 3
            .Run(Candidates(search.Limit), _threads, cancellationToken);
        return CandidateReader.Read(session, search, best.Words, cancellationToken);                         // 4
    }

    /// <summary>The scan of n-grams is exact, so it finds as many candidates as are asked for.</summary>
    private List<WordHit> Search(ReadSession session, ScanView view, GramSearch search, CancellationToken cancellationToken)
    {
        long tenant = session.Tenant(search.Tenant);
        if (tenant < 0)
            return [];
        var query = new GramQuery(search.Grams.Span, search.MinShare);
        var filter = ScanFilter.Create(session, view, tenant, WordSpace.Lexical, search.Filter, cancellationToken);   // 2
        TopCandidates best = new GramScan(view, filter, query).Run(search.Limit, _threads, cancellationToken);   // 3
        return CandidateReader.Read(session, search, query, best.Words, cancellationToken);                  // 4
    }

    /// <summary>
    /// Words to score exactly. The error of the byte codes is about 0.001 (standard deviation) of a similarity; with a quarter
    /// more candidates the float top 500 of a million is found to 99.9 % and more (RecallTests).
    /// </summary>
    private static int Candidates(int limit) => limit + Math.Max(64, limit / 4);

    /// <summary>Whether so many words are in no segment file that reading them all into memory would be the worse choice.</summary>
    private bool IsFarBehind(ReadSession session)
    {
        StoreState state = session.Begin();
        bool isBehind = state.NextWord - 1 - _views.LastWord > _policy.MaxWordsInMemory
            && state.NextWord - 1 - SegmentInventory.Read(session, _files, state).LastWord > _policy.MaxWordsInMemory;
        session.End();
        return isBehind;
    }
}
