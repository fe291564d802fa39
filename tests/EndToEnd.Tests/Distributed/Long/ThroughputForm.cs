using Indexing.VectorStore.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Indexing.EndToEnd.Tests.Distributed.Long;

/// <summary>
/// What the broker costs: the same pictures through <c>indexing index</c>, through one worker whose networks run on two threads, and
/// through two workers with one such thread each; five interleaved rounds. The second half of the pictures is measured: in the first the
/// code is still being compiled, once in one process, twice in two. Two pictures are in hand of the workers together.
/// </summary>
internal static class ThroughputForm
{
    private const int Rounds = 5;

    public static async Task RunAsync(LongRun run)
    {
        var pictures = run.Pictures(400);
        var rates = new Dictionary<string, List<double>> { ["in process"] = [], ["one worker"] = [], ["two workers"] = [] };
        for (var round = 0; round < Rounds; round++)
        {
            rates["in process"].Add(await InProcessAsync(pictures));
            rates["one worker"].Add(await ThroughBrokerAsync(run, pictures, $"one-{round}", workers: 1));
            rates["two workers"].Add(await ThroughBrokerAsync(run, pictures, $"two-{round}", workers: 2));
        }

        run.Note("pictures of 1024 x 768, rounds", $"{pictures}, {Rounds}");
        foreach (var (what, values) in rates)
            run.Note($"{what}, pictures/s", $"median {Median(values):0.00}, {values.Min():0.00} to {values.Max():0.00}");
        var broker = Median(rates["one worker"]) / Median(rates["in process"]);
        run.Must("through the broker at most 10 % slower than in process", broker >= 0.9, $"{broker:P1}");
        var two = Median(rates["two workers"]) / Median(rates["one worker"]);
        run.Must("two workers of one thread not slower than one of two (5 % for noise)", two >= 0.95, $"{two:P1}");
    }

    private static async Task<double> InProcessAsync(int pictures)
    {
        using var workplace = new Workplace();
        AddPictures(workplace, pictures);
        var options = Options.Create(new SqliteVectorStoreOptions { Directory = workplace.Index });
        await using var store = new SqliteVectorStore(options, TimeProvider.System, NullLogger<SqliteVectorStore>.Instance);
        using var index = workplace.Start("index", "pictures");
        var rate = await FinishedRate.MeasureAsync(
            async () => (await store.GetStatisticsAsync("default", CancellationToken.None)).Indexed, pictures / 2, pictures);
        await index.ExpectExitAsync(0);
        return rate;
    }

    private static async Task<double> ThroughBrokerAsync(LongRun run, int pictures, string name, int workers)
    {
        await using var cluster = await run.ClusterAsync(name);
        cluster.Settings["Ingest__Parallel"] = $"{2 / workers}";
        cluster.Settings["Inference__Runners"] = $"{2 / workers}";
        var files = AddPictures(cluster.Workplace, pictures);
        await using var crew = await WorkerCrew.StartAsync(cluster, workers);
        await cluster.Ledger.PublishAsync(files.Select(cluster.Own));
        return await FinishedRate.MeasureAsync(cluster.FinishedAsync, pictures / 2, pictures);
    }

    private static List<string> AddPictures(Workplace workplace, int count)
    {
        var names = new List<string>();
        for (var number = 0; number < count; number++)
        {
            var source = Workplace.DemoPictures[number % Workplace.DemoPictures.Count];
            names.Add($"{number:0000}-{Path.GetFileName(source)}");
            workplace.Add(names[^1], File.ReadAllBytes(source));
        }

        return names;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
