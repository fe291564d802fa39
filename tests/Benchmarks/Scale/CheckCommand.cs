using System.CommandLine;
using Indexing.Benchmarks.Scale.Model;
using Indexing.Benchmarks.Scale.Runs;

namespace Indexing.Benchmarks.Scale;

/// <summary><c>scale check</c>: calibrates, measures worker processes in turn, and compares both with the prediction.</summary>
internal static class CheckCommand
{
    private const string AllCores = "all";

    private static readonly Option<string> Workers = new("--workers")
    {
        DefaultValueFactory = _ => "1,2",
        Description = "Numbers of worker processes.",
    };

    private static readonly Option<string> CoresPerWorker = new("--cores-per-worker")
    {
        DefaultValueFactory = _ => "all,1",
        Description = "all: each worker may use every core, as by default; 1: each is bound to one core. Or both.",
    };

    private static readonly Option<int> Count = new("--count")
    {
        DefaultValueFactory = _ => 160,
        Description = "Pictures of a run beside those of the warm-up.",
    };

    private static readonly Option<int> Warm = new("--warm")
    {
        // With 60 a picture took up to 1.2 times the calibrated processor time: the runtime was still compiling (results/scale.md).
        DefaultValueFactory = _ => 200,
        Description = "Pictures of each worker that do not count.",
    };

    private static readonly Option<double> Load = new("--load")
    {
        DefaultValueFactory = _ => 0.65,
        Description = "Share of the predicted throughput at which pictures come at random moments; 0: no such run.",
    };

    private static readonly Option<int> LoadRepetitions = new("--load-repetitions")
    {
        DefaultValueFactory = _ => 2,
        Description = "Runs with pictures at random moments.",
    };

    private static readonly Option<int> LoadSeconds = new("--load-seconds")
    {
        DefaultValueFactory = _ => 45,
        Description = "Length of such a run.",
    };

    public static Command Create()
    {
        var command = new Command("check", "Measures worker processes and compares them with the prediction.")
        {
            ScaleOptions.Pictures, ScaleOptions.Repetitions, ScaleOptions.Out, Workers, CoresPerWorker, Count, Warm, Load, LoadRepetitions,
            LoadSeconds,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(arguments.GetRequiredValue(ScaleOptions.Pictures));
        var (calibrated, predicted) = PictureSample.Halves(folder, ScaleOptions.RoundPictures);
        var setups = Setups(arguments).ToList();
        await using var workplace = await Workplace.StartAsync(folder);
        await using var calibration = await CalibrationRun.StartAsync(workplace, calibrated, cancellationToken);
        var lane = await workplace.AddLaneAsync(workplace.NewName("check"));

        var backlogs = new List<BacklogRun>();
        for (var round = 0; round < arguments.GetRequiredValue(ScaleOptions.Repetitions); round++)
        {
            // In turn, each round in another order: a machine that becomes faster or slower does so for all of them.
            await calibration.RoundAsync(ScaleOptions.RoundPictures, cancellationToken);
            for (var place = 0; place < setups.Count; place++)
            {
                var setup = setups[(round + place) % setups.Count];
                var files = predicted.Take(arguments.GetRequiredValue(Count) + (setup.Workers * arguments.GetRequiredValue(Warm)));
                var run = await BacklogRun.MeasureAsync(
                    workplace, lane, setup, files, arguments.GetRequiredValue(Warm), cancellationToken);
                backlogs.Add(run);
                await Console.Error.WriteLineAsync(
                    $"round {round + 1}: {setup.Workers} workers, cores each {setup.CoresPerWorker}: {run.PerSecond:F2}/s");
            }
        }

        var result = await calibration.FinishAsync(MachineName.Read());
        if (arguments.GetValue(ScaleOptions.Out) is { } file)
            result.Write(file);
        CalibrationTable.Print(result, calibration.Disturbances);
        CheckTable.Print(setups, backlogs, result);
        CheckTable.Print(await ArriveAsync(arguments, workplace, lane, predicted, result, cancellationToken), result);
    }

    private static async Task<List<ArrivalRun>> ArriveAsync(
        ParseResult arguments, Workplace workplace, Workplace.Lane lane, PictureSample sample, Calibration calibration,
        CancellationToken cancellationToken)
    {
        var runs = new List<ArrivalRun>();
        var load = arguments.GetRequiredValue(Load);
        if (load <= 0)
            return runs;
        var setup = new WorkerSetup(1, IsBound: false);
        var perSecond = load * CheckTable.Capacity(setup.Predict(calibration));
        var pictures = (int)(perSecond * arguments.GetRequiredValue(LoadSeconds));
        for (var run = 0; run < arguments.GetRequiredValue(LoadRepetitions); run++)
        {
            runs.Add(await ArrivalRun.MeasureAsync(
                workplace, lane, setup, sample.Take(arguments.GetRequiredValue(Warm)), sample.Take(pictures),
                Arrivals.Poisson(perSecond, pictures, new Random(run)), cancellationToken));
        }

        return runs;
    }

    private static IEnumerable<WorkerSetup> Setups(ParseResult arguments) =>
        from cores in arguments.GetRequiredValue(CoresPerWorker).Split(',')
        from workers in Numbers.Parse(arguments.GetRequiredValue(Workers))
        select new WorkerSetup(workers, cores switch
        {
            AllCores => false,
            "1" => true,
            _ => throw new ArgumentException($"--cores-per-worker is {cores}; it must be all, 1 or all,1."),
        });
}
