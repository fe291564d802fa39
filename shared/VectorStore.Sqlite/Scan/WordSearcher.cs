using Indexing.VectorStore.Sqlite.Database;
using Indexing.VectorStore.Sqlite.Segments;

namespace Indexing.VectorStore.Sqlite.Scan;

/// <summary>
/// Nearest words in four steps, all on one snapshot: (1) bring the scan view up to it, (2) work out which words may be found,
/// (3) scan the byte codes for somewhat more candidates than asked, (4) score those with their stored vectors and read the best. Words with
/// most of some n-grams in the same steps.
/// </summary>
internal sealed class WordSearcher(SnapshotSearch snapshots, int threads)
{
    public Task<IReadOnlyList<WordHit>> SearchAsync(WordSearch search, CancellationToken cancellationToken) =>
        snapshots.RunAsync<IReadOnlyList<WordHit>>(                                                          // 1
            (session, state, view) => Search(session, state, view, search, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<WordHit>> SearchAsync(GramSearch search, CancellationToken cancellationToken) =>
        snapshots.RunAsync<IReadOnlyList<WordHit>>(                                                          // 1
            (session, _, view) => Search(session, view, search, cancellationToken), cancellationToken);

    /// <summary>
    /// Words to score exactly. The error of the byte codes is about 0.001 (standard deviation) of a similarity; with a quarter
    /// more candidates the float top 500 of a million is found to 99.9 % and more (RecallTests).
    /// </summary>
    public static int Candidates(int limit) => limit + Math.Max(64, limit / 4);

    private List<WordHit> Search(
        ReadSession session, StoreState state, ScanView view, WordSearch search, CancellationToken cancellationToken)
    {
        long tenant = session.Tenant(search.Tenant);
        int dimension = state.DimensionOf(search.Space);
        if (tenant < 0 || dimension == 0)
            return [];
        if (search.Vector.Length != dimension)
            throw SqliteErrors.WrongDimension(search.Space.ToString(), search.Vector.Length, dimension);
        var filter = ScanFilter.Create(session, view, tenant, search.Space, search.Filter, cancellationToken);   // 2
        TopCandidates best = new WordScan(view, filter, search.Space, search.Vector.Span)                    // 3
            .Run(Candidates(search.Limit), threads, cancellationToken);
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
        TopCandidates best = new GramScan(view, filter, query).Run(search.Limit, threads, cancellationToken);   // 3
        return CandidateReader.Read(session, search, query, best.Words, cancellationToken);                  // 4
    }
}
