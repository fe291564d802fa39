using Indexing.VectorStore.Sqlite.Database;
using Indexing.VectorStore.Sqlite.Segments;

namespace Indexing.VectorStore.Sqlite.Scan;

/// <summary>Nearest scenes, in the steps of <see cref="WordSearcher"/>.</summary>
internal sealed class SceneSearcher(SnapshotSearch snapshots, int threads)
{
    public Task<IReadOnlyList<SceneHit>> SearchAsync(SceneSearch search, CancellationToken cancellationToken) =>
        snapshots.RunAsync<IReadOnlyList<SceneHit>>(                                                         // 1
            (session, state, view) => Search(session, state, view, search, cancellationToken), cancellationToken);

    private List<SceneHit> Search(
        ReadSession session, StoreState state, ScanView view, SceneSearch search, CancellationToken cancellationToken)
    {
        long tenant = session.Tenant(search.Tenant);
        if (tenant < 0 || state.SceneDimension == 0)
            return [];
        if (search.Vector.Length != state.SceneDimension)
            throw SqliteErrors.WrongDimension("scene", search.Vector.Length, state.SceneDimension);
        var filter = ScanFilter.Create(session, view, tenant, WordSpace.Lexical, search.Filter, cancellationToken);   // 2
        TopCandidates best = new WordScan(view, filter, WordSpace.Lexical, search.Vector.Span)               // 3
            .Run(WordSearcher.Candidates(search.Limit), threads, cancellationToken);
        return SceneRows.Best(session, search, best.Words, cancellationToken);                               // 4
    }
}
