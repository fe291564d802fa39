using System.Diagnostics;

namespace Indexing.Benchmarks.Scale.Runs;

/// <summary>Waits for workers without costing them processor time.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Returns when the workers have indexed so many pictures in all.</summary>
    /// <exception cref="InvalidOperationException">A worker ended, or there was no progress for 90 s.</exception>
    public static async Task UntilIndexedAsync(
        IReadOnlyList<WorkerProcess> workers, int pictures, CancellationToken cancellationToken)
    {
        var (last, since) = (-1, Stopwatch.GetTimestamp());
        while (true)
        {
            var done = workers.Sum(worker => worker.Spans.Read().Count);
            if (done >= pictures)
                return;
            foreach (var worker in workers)
                worker.ThrowIfEnded();
            if (done > last)
                (last, since) = (done, Stopwatch.GetTimestamp());
            else if (Stopwatch.GetElapsedTime(since) > Patience)
                throw new InvalidOperationException($"{done} of {pictures} pictures are indexed and no other comes.");
            await Task.Delay(Poll, cancellationToken);
        }
    }
}
