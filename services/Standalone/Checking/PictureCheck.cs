using Indexing.Standalone.Folders;
using Indexing.Vision.Onnx;

namespace Indexing.Standalone.Checking;

/// <summary>Times the whole way of pictures, from the file to the index.</summary>
internal sealed class PictureCheck(IndexRun run, InferenceDevice device, TimeProvider clock)
{
    private static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>The stages as a photograph passes them, and where their times come from.</summary>
    private static readonly (string Stage, string Name)[] Stages =
    [
        ("fetch", "fetch"), ("decode", "decode"), ("detect: pad and copy", "detector prepare"), ("detect: network", "detector run"),
        ("detect: regions from the map", "detector read"), ("embed: crop", "word_encoder prepare"), ("embed: network", "word_encoder run"),
        ("embed: vectors and posteriors", "word_encoder read"), ("write", "replace"),
    ];

    /// <summary>Indexes the pictures once to warm up, once one by one, and again and again side by side.</summary>
    /// <param name="files">The pictures.</param>
    /// <param name="duration">How long to go on side by side, whole rounds.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="UsageException">A picture cannot be indexed.</exception>
    public async Task<PictureSpeed> MeasureAsync(IReadOnlyList<string> files, TimeSpan duration, CancellationToken cancellationToken)
    {
        await RoundAsync(files, 0, 1, cancellationToken);
        List<(string, double)> stages;
        using (var times = new StageTimes())
        {
            await RoundAsync(files, 1, 1, cancellationToken);
            stages = [.. Stages.Select(stage => (stage.Stage, times.Milliseconds(stage.Name) / files.Count))];
        }

        // A GPU idles while its pictures are decoded: more of them in hand than there are cores.
        var inHand = Environment.ProcessorCount * (device.Gpu is null ? 1 : 2);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var busy = SampleAsync(done.Token);
        var start = clock.GetTimestamp();
        var rounds = 0;
        for (; clock.GetElapsedTime(start) < duration; rounds++)
            await RoundAsync(files, rounds + 2, inHand, cancellationToken);
        var elapsed = clock.GetElapsedTime(start);
        await done.CancelAsync();
        return new PictureSpeed(files.Count, stages, inHand, rounds * files.Count / elapsed.TotalSeconds, await busy);
    }

    private async Task RoundAsync(IReadOnlyList<string> files, int round, int inHand, CancellationToken cancellationToken)
    {
        // Other tags make it index the same picture again.
        var report = await run.RunAsync(files, new IndexRunOptions("check", [$"round-{round}"], inHand), _ => { }, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (report.Failed.Concat(report.Rejected).FirstOrDefault() is { } bad)
            throw new UsageException($"{bad.Path} cannot be indexed: {bad.Reason}");
    }

    private async Task<double?> SampleAsync(CancellationToken cancellationToken)
    {
        var samples = new List<int>();
        using var timer = new PeriodicTimer(SampleInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
                if (device.BusyPercent() is { } busy)
                    samples.Add(busy);
        }
        catch (OperationCanceledException)
        {
            // The run is over; that is the only way the samples end.
        }

        return samples.Count > 0 ? samples.Average() : null;
    }
}
