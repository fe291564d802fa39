using System.Diagnostics;
using Indexing.Benchmarks.Scale.Model;

namespace Indexing.Benchmarks.Scale.Runs;

/// <summary>Pictures announced at random moments to workers that are warm; the model sees the same moments.</summary>
/// <param name="Setup">The workers.</param>
/// <param name="Announced">Seconds from the first to each picture.</param>
/// <param name="Ages">Seconds from its announcement until a worker took it in hand.</param>
/// <param name="Latencies">Seconds from its announcement until it was indexed.</param>
/// <param name="Disturbance">What else the machine did meanwhile.</param>
internal sealed record ArrivalRun(
    WorkerSetup Setup,
    IReadOnlyList<double> Announced,
    IReadOnlyList<double> Ages,
    IReadOnlyList<double> Latencies,
    Disturbance Disturbance)
{
    /// <summary>What the model is told to come at 0 was there before the workers.</summary>
    private const double AfterStart = 1;

    /// <summary>Runs it.</summary>
    /// <param name="workplace">Where.</param>
    /// <param name="lane">Empty queues.</param>
    /// <param name="setup">The workers.</param>
    /// <param name="warm">Pictures that come first, and do not count.</param>
    /// <param name="files">The pictures.</param>
    /// <param name="schedule">Seconds from the start at which each is announced.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<ArrivalRun> MeasureAsync(
        Workplace workplace, Workplace.Lane lane, WorkerSetup setup, IReadOnlyList<string> warm, IReadOnlyList<string> files,
        IReadOnlyList<double> schedule, CancellationToken cancellationToken)
    {
        var index = workplace.NewName("index");
        var workers = new List<WorkerProcess>();
        try
        {
            for (var worker = 0; worker < setup.Workers; worker++)
                workers.Add(workplace.StartWorker(lane, index, setup.CoreOf(worker), inHand: 0));
            await workplace.PublishAsync(lane, warm.Select(file => ($"{index}/warm/{file}", file)));
            await Waiting.UntilIndexedAsync(workers, warm.Count, cancellationToken);
            var watch = new MachineWatch(() => BacklogRun.OurSeconds(workplace, workers));
            var announced = await AnnounceAsync(workplace, lane, index, files, schedule, cancellationToken);
            await Waiting.UntilIndexedAsync(workers, warm.Count + files.Count, cancellationToken);
            var disturbance = watch.End();
            var pictures = workers.SelectMany(worker => worker.Spans.Read())
                .Where(picture => announced.ContainsKey(picture.Id)).OrderBy(picture => announced[picture.Id]).ToList();
            var first = announced.Values.Min();
            return new ArrivalRun(
                setup,
                [.. pictures.Select(picture => announced[picture.Id] - first)],
                [.. pictures.Select(picture => picture.Begun - announced[picture.Id])],
                [.. pictures.Select(picture => picture.Indexed - announced[picture.Id])],
                disturbance);
        }
        finally
        {
            foreach (var worker in workers)
                await worker.DisposeAsync();
            workplace.RemoveIndex(index);
        }
    }

    /// <summary>Predicts ages and latencies of the same announcements.</summary>
    /// <param name="calibration">What the model is driven by.</param>
    /// <param name="seed">Of the pictures that are drawn.</param>
    public Outcome Predict(Calibration calibration, int seed) =>
        ScaleModel.Run(Setup.Predict(calibration), [.. Announced.Select(time => time + AfterStart)], seed);

    private static async Task<IReadOnlyDictionary<string, double>> AnnounceAsync(
        Workplace workplace, Workplace.Lane lane, string index, IReadOnlyList<string> files, IReadOnlyList<double> schedule,
        CancellationToken cancellationToken)
    {
        var announced = new Dictionary<string, double>();
        var publishing = new List<Task>();
        var start = Stopwatch.GetTimestamp();
        foreach (var (due, file) in schedule.Zip(files))
        {
            var wait = TimeSpan.FromSeconds(due) - Stopwatch.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, cancellationToken);
            var id = $"{index}/{announced.Count}/{file}";
            announced[id] = Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
            publishing.Add(workplace.PublishAsync(lane, id, file));
        }

        await Task.WhenAll(publishing);
        return announced;
    }
}
