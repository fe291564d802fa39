using System.Collections.Concurrent;

namespace Indexing.Standalone.Folders;

/// <summary>Indexes many files side by side, as many as asked for at a time.</summary>
internal sealed class IndexRun(FileIndexer indexer, TimeProvider clock)
{
    /// <summary>Indexes the files.</summary>
    /// <param name="files">Absolute paths.</param>
    /// <param name="options">Tenant, tags and how many files at a time.</param>
    /// <param name="finished">Called after each file, from any thread.</param>
    /// <param name="cancellationToken">No further file is begun; those in hand are finished.</param>
    /// <returns>What became of them. Never throws for the cancellation.</returns>
    public async Task<IndexReport> RunAsync(
        IReadOnlyList<string> files, IndexRunOptions options, Action<FileOutcome> finished, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var outcomes = new ConcurrentQueue<FileOutcome>();
        // The token ends the list instead of the loop: what was begun is finished and reported.
        var begun = files.TakeWhile(_ => !cancellationToken.IsCancellationRequested);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = CancellationToken.None };
        await Parallel.ForEachAsync(begun, parallel, async (file, _) =>
        {
            var outcome = await indexer.IndexAsync(file, options.Tenant, options.Tags);
            outcomes.Enqueue(outcome);
            finished(outcome);
        });
        return IndexReport.From(outcomes, files.Count, clock.GetElapsedTime(start));
    }
}
