using Indexing.Benchmarks.Scale.Model;

namespace Indexing.Benchmarks.Scale.Runs;

/// <summary>A backlog that is there before the workers start, worked off by new processes into an empty index.</summary>
/// <param name="Setup">The workers.</param>
/// <param name="PerSecond">Pictures per second from the last warm-up picture to the last picture.</param>
/// <param name="ProcessorSeconds">Processor time of the workers for each of these pictures.</param>
/// <param name="Pictures">All pictures.</param>
/// <param name="WarmPictures">How many were indexed when every worker had its warm-up behind it.</param>
/// <param name="Disturbance">What else the machine did, from the start of the processes.</param>
internal sealed record BacklogRun(
    WorkerSetup Setup, double PerSecond, double ProcessorSeconds, int Pictures, int WarmPictures, Disturbance Disturbance)
{
    private const int Seeds = 21;

    /// <summary>Runs it.</summary>
    /// <param name="workplace">Where.</param>
    /// <param name="lane">Empty queues.</param>
    /// <param name="setup">The workers.</param>
    /// <param name="files">The pictures.</param>
    /// <param name="warmPictures">
    /// Pictures of each worker that do not count: until they are done, code is compiled and other workers are loading.
    /// </param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<BacklogRun> MeasureAsync(
        Workplace workplace, Workplace.Lane lane, WorkerSetup setup, IReadOnlyList<string> files, int warmPictures,
        CancellationToken cancellationToken)
    {
        var index = workplace.NewName("index");
        await workplace.PublishAsync(lane, files.Select(file => ($"{index}/{file}", file)));
        var workers = new List<WorkerProcess>();
        try
        {
            var watch = new MachineWatch(() => OurSeconds(workplace, workers));
            for (var worker = 0; worker < setup.Workers; worker++)
                workers.Add(workplace.StartWorker(lane, index, setup.CoreOf(worker), inHand: 0));
            await Waiting.UntilIndexedAsync(workers, files.Count, cancellationToken);
            var disturbance = watch.End();
            var done = workers.Select(worker => worker.Spans.Read()).ToList();
            var warmEnd = WarmEnd(done, warmPictures);
            var warm = done.Sum(pictures => pictures.Count(picture => picture.Indexed <= warmEnd));
            return new BacklogRun(
                setup, Figures.Rate(done.SelectMany(pictures => pictures.Select(picture => picture.Indexed)), warm),
                done.Sum(pictures => ProcessorSince(pictures, warmEnd)) / (files.Count - warm), files.Count, warm, disturbance);
        }
        finally
        {
            foreach (var worker in workers)
                await worker.DisposeAsync();
            workplace.RemoveIndex(index);
        }
    }

    /// <summary>
    /// Predicts it: the same number of pictures, measured between the same two; several times, with other pictures drawn.
    /// </summary>
    /// <param name="calibration">What the model is driven by.</param>
    public IEnumerable<(double PerSecond, double ProcessorSeconds)> Predict(Calibration calibration)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var outcome = ScaleModel.Run(Setup.Predict(calibration), Arrivals.Backlog(Pictures), seed);
            yield return (
                Figures.Rate(outcome.Indexed, WarmPictures), (outcome.BusySeconds / Pictures) - calibration.Broker.Deliver);
        }
    }

    /// <summary>Processor seconds of the broker, the workers and this process.</summary>
    public static double OurSeconds(Workplace workplace, IEnumerable<WorkerProcess> workers) =>
        workplace.BrokerSeconds + Environment.CpuUsage.TotalTime.TotalSeconds + workers.Sum(worker => worker.ProcessorSeconds);

    /// <exception cref="InvalidOperationException">A worker came so late that it has hardly worked.</exception>
    private static double WarmEnd(List<IReadOnlyList<PictureSpans>> done, int warmPictures)
    {
        if (done.Any(pictures => pictures.Count <= warmPictures))
            throw new InvalidOperationException(
                $"A worker indexed {done.Min(pictures => pictures.Count)} pictures, not more than the {warmPictures} of its warm-up: "
                + "announce more (--count).");
        return done.Max(pictures => pictures[warmPictures - 1].Indexed);
    }

    private static double ProcessorSince(IReadOnlyList<PictureSpans> pictures, double time) =>
        pictures[^1].Processor[^1] - pictures.Last(picture => picture.Indexed <= time).Processor[^1];
}
