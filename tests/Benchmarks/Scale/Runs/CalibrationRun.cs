using System.Diagnostics;
using System.Globalization;
using Indexing.Benchmarks.Scale.Model;
using Indexing.VectorStore.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Indexing.Benchmarks.Scale.Runs;

/// <summary>
/// Workers with one picture in hand, each bound to a core of its own, with queues and an index of its own: first one of them works, then
/// all. They stay from one round to the next, idle meanwhile.
/// </summary>
internal sealed class CalibrationRun : IAsyncDisposable
{
    private const int WarmPictures = 60;
    private const int SinglePictures = 20;
    private const int PublishedPictures = 200;
    private readonly Workplace _workplace;
    private readonly PictureSample _sample;
    private readonly List<Station> _stations = [];
    private readonly List<(PictureSpans Picture, PictureCost Cost)> _alone = [];
    private readonly List<(PictureCost Alone, PictureCost Together)> _pairs = [];
    private readonly List<Disturbance> _disturbances = [];
    private readonly List<double> _delivery = [];
    private double _publishSeconds;
    private double _brokerSeconds;
    private int _brokerMessages;
    private int _rounds;

    private CalibrationRun(Workplace workplace, PictureSample sample) => (_workplace, _sample) = (workplace, sample);

    /// <summary>What disturbed each round with one core busy.</summary>
    public IReadOnlyList<Disturbance> Disturbances => _disturbances;

    /// <summary>Starts and warms the workers, and measures what the broker costs.</summary>
    public static async Task<CalibrationRun> StartAsync(Workplace workplace, PictureSample sample, CancellationToken cancellationToken)
    {
        var run = new CalibrationRun(workplace, sample);
        await run.MeasurePublishingAsync();
        for (var core = 0; core < Environment.ProcessorCount; core++)
        {
            var name = workplace.NewName("calibration");
            var lane = await workplace.AddLaneAsync(name);
            run._stations.Add(new Station(name, lane, workplace.StartWorker(lane, name, core, inHand: 1)));
        }

        var warm = sample.Take(WarmPictures);
        await Task.WhenAll(run._stations.Select(station => run.WorkAsync(station, warm, cancellationToken)));
        await run.MeasureDeliveryAsync(cancellationToken);
        return run;
    }

    /// <summary>Indexes some pictures on one core while the others are idle, and the same pictures on all cores.</summary>
    public async Task RoundAsync(int pictures, CancellationToken cancellationToken)
    {
        var files = _sample.Take(pictures);
        var first = _stations[0];
        var watch = new MachineWatch(OurSeconds);
        var broker = _workplace.BrokerSeconds;
        var alone = StageTimes.Costs(await WorkAsync(first, files, cancellationToken)).ToList();
        _brokerSeconds += _workplace.BrokerSeconds - broker;
        _brokerMessages += files.Count;
        _disturbances.Add(watch.End());
        _alone.AddRange(alone);
        if (_stations.Count == 1)
            return;

        var together = await Task.WhenAll(_stations.Select(station => WorkAsync(station, files, cancellationToken)));
        var firstEnd = together.Min(station => station[^1].Indexed);
        var costs = alone.ToDictionary(picture => FileOf(picture.Picture), picture => picture.Cost);
        foreach (var (picture, cost) in together.SelectMany(StageTimes.Costs))
            if (picture.Indexed < firstEnd && costs.TryGetValue(FileOf(picture), out var before))
                _pairs.Add((before, cost));
    }

    /// <summary>All rounds together.</summary>
    public async Task<Calibration> FinishAsync(string machine)
    {
        var deliver = Math.Max(0, (_brokerSeconds / _brokerMessages) - _publishSeconds);
        return new Calibration
        {
            Machine = machine,
            Cores = _stations.Count,
            Pictures = [.. _alone.Select(picture => picture.Cost)],
            Slowdown = Slowdown(),
            Broker = new BrokerCost(_publishSeconds, deliver),
            DeliverySeconds = Figures.Median(_delivery),
            WordsPerPicture = await WordsAsync(_stations[0].Index),
            InterruptedSeconds = _alone.Average(picture => StageTimes.Interrupted(picture.Picture)),
        };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var station in _stations)
            await station.Worker.DisposeAsync();
    }

    /// <summary>Processor time of the broker to take a message in, from messages that nobody consumes.</summary>
    private async Task MeasurePublishingAsync()
    {
        var lane = await _workplace.AddLaneAsync(_workplace.NewName("publishing"));
        await _workplace.PublishAsync(lane, Named(_sample.Take(PublishedPictures), "warm"));
        var before = _workplace.BrokerSeconds;
        foreach (var (id, file) in Named(_sample.Take(PublishedPictures), "measured"))
            await _workplace.PublishAsync(lane, id, file);
        _publishSeconds = (_workplace.BrokerSeconds - before) / PublishedPictures;
    }

    /// <summary>Pictures one by one, each announced when the worker is idle.</summary>
    private async Task MeasureDeliveryAsync(CancellationToken cancellationToken)
    {
        foreach (var file in _sample.Take(SinglePictures))
        {
            var announced = Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
            var done = await WorkAsync(_stations[0], [file], cancellationToken);
            _delivery.Add(done[0].Begun - announced);
        }
    }

    private async Task<IReadOnlyList<PictureSpans>> WorkAsync(
        Station station, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var before = station.Worker.Spans.Read().Count;
        await _workplace.PublishAsync(station.Lane, Named(files, _rounds++.ToString(CultureInfo.InvariantCulture)));
        await Waiting.UntilIndexedAsync([station.Worker], before + files.Count, cancellationToken);
        return [.. station.Worker.Spans.Read().Skip(before)];
    }

    private double OurSeconds() =>
        _workplace.BrokerSeconds + Environment.CpuUsage.TotalTime.TotalSeconds + _stations.Sum(station => station.Worker.ProcessorSeconds);

    private StageSlowdown Slowdown()
    {
        if (_pairs.Count == 0)
            return StageSlowdown.None;
        double Of(Func<PictureCost, double> stage) => _pairs.Sum(pair => stage(pair.Together)) / _pairs.Sum(pair => stage(pair.Alone));
        return new StageSlowdown(
            _stations.Count, Of(cost => cost.Fetch), Of(cost => cost.Decode), Of(cost => cost.Detect), Of(cost => cost.Embed),
            Of(cost => cost.Describe), Of(cost => cost.Replace), Of(cost => cost.Message));
    }

    private async Task<double> WordsAsync(string index)
    {
        var options = Options.Create(new SqliteVectorStoreOptions { Directory = _workplace.IndexFolder(index) });
        await using var store = new SqliteVectorStore(options, TimeProvider.System, NullLogger<SqliteVectorStore>.Instance);
        var statistics = await store.GetStatisticsAsync("default", CancellationToken.None);
        return statistics.Words / (double)statistics.Indexed;
    }

    private static IEnumerable<(string Id, string File)> Named(IEnumerable<string> files, string run) =>
        files.Select(file => ($"{run}/{file}", file));

    private static string FileOf(PictureSpans picture) => picture.Id[(picture.Id.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private sealed record Station(string Index, Workplace.Lane Lane, WorkerProcess Worker);
}
