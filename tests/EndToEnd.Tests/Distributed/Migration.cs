using System.Diagnostics;
using System.Text.RegularExpressions;
using Indexing.Contracts;
using Indexing.EndToEnd.Tests.Distributed.Long;
using Indexing.TestSupport;
using Indexing.VectorStore;
using Indexing.VectorStore.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>
/// A cluster whose index is moved to another model pack while pictures are announced and questions asked. The other pack reads as the
/// first one does and has its vectors in another space (<see cref="TurnedPack"/>): a question that met the index of the other pack would
/// find nothing.
/// </summary>
internal sealed partial class Migration : IAsyncDisposable
{
    private const int BooksAttempts = 50;
    private static readonly TimeSpan BooksPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Cluster _cluster;
    private readonly SqliteGenerations _generations;
    private readonly CancellationTokenSource _ending = new();
    private Task _load = Task.CompletedTask;

    public Migration(Cluster cluster)
    {
        _cluster = cluster;
        cluster.Settings["Inference__ModelPack"] = TurnedPack.Create(cluster.Workplace.Combine("models"));
        // So few that a vector of the other pack does not happen to bring up the word that is asked for.
        cluster.Settings["Search__Candidates"] = "10";
        _generations = new SqliteGenerations(
            Options.Create(new SqliteVectorStoreOptions { Directory = cluster.StoreFolder }),
            TimeProvider.System,
            NullLogger<SqliteVectorStore>.Instance);
    }

    /// <summary>Asks and announces, each at its own pace, until the end.</summary>
    /// <param name="ask">Asks one question.</param>
    /// <param name="askEvery">Between two questions.</param>
    /// <param name="announceEvery">Between two pictures.</param>
    public void BeginLoad(Func<Task> ask, TimeSpan askEvery, TimeSpan announceEvery) => _load = Task.WhenAll(
        RepeatAsync(_ => ask(), askEvery),
        RepeatAsync(number => _cluster.Ledger.PublishAsync([_cluster.Pictures.At(number, "meanwhile")]), announceEvery));

    /// <summary>Ends the load; fails if a part of it did.</summary>
    public async Task EndLoadAsync()
    {
        await _ending.CancelAsync();
        await _load;
    }

    /// <summary>Starts <c>models migrate</c>, kills it with -9 when so many pictures are in the new generation.</summary>
    /// <returns>How many there were after its death.</returns>
    public async Task<long> KillAtAsync(long images, int rate)
    {
        using var run = Start("migrate", "--to", TurnedPack.Id, "--rate", $"{rate}");
        await UntilAsync(async () =>
        {
            Assert.True(run.IsRunning, $"It ended before it was killed.\n{run.Output}\n{run.Error}");
            return await CountAsync("2") >= images;
        });
        await run.KillAsync();
        return await CountAsync("2");
    }

    /// <summary>Runs <c>models migrate</c> to its end.</summary>
    /// <param name="service">A process whose following is timed.</param>
    /// <param name="golden">What must be found as before.</param>
    /// <param name="settle">Value of <c>--settle</c>.</param>
    public async Task<MigrationReport> RunAsync(ServiceProcess service, GoldenQueries golden, int settle)
    {
        var questions = _cluster.Workplace.Combine("golden.jsonl");
        await golden.WriteAsync(questions);
        using var run = Start("migrate", "--to", TurnedPack.Id, "--golden", questions, "--settle", $"{settle}");
        await UntilAsync(async () =>
        {
            Assert.True(run.IsRunning, $"It ended before it switched.\n{run.Output}\n{run.Error}");
            return (await _generations.GetActiveAsync(CancellationToken.None)).Name == "2";
        });
        var clock = Stopwatch.StartNew();
        await UntilAsync(() => IsOnAsync(service, "2"));
        var followed = clock.Elapsed;
        await run.ExpectExitAsync(0);
        var recall = RecallLine().Match(run.Output);
        Assert.True(recall.Success, run.Output);
        var pass = PassLine().Match(run.Output);
        return new MigrationReport(
            pass.Success ? Number(pass, "pictures") : 0,
            (int)Number(recall, "questions"),
            Number(recall, "before"),
            Number(recall, "after"),
            followed);
    }

    /// <summary>
    /// Starts <c>models rollback</c> and waits until a service works on the first generation again; then until the command has ended.
    /// </summary>
    /// <returns>From the start of the command until the service followed.</returns>
    public async Task<TimeSpan> RollBackAsync(ServiceProcess service, int settle)
    {
        var clock = Stopwatch.StartNew();
        using var run = Start("rollback", "--to", "scene-text/2", "--settle", $"{settle}");
        await UntilAsync(() => IsOnAsync(service, "1"));
        var took = clock.Elapsed;
        await run.ExpectExitAsync(0);
        return took;
    }

    /// <summary>Whether a service works on a generation now.</summary>
    public static async Task<bool> IsOnAsync(ServiceProcess service, string generation)
    {
        var metrics = await service.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return metrics.Split('\n').Any(line => line.StartsWith("indexing_generation_in_use{", StringComparison.Ordinal)
            && line.Contains($"generation=\"{generation}\"", StringComparison.Ordinal));
    }

    /// <summary>What happens to two pictures that the new generation holds already: one is deleted, one has a new version.</summary>
    public async Task ChangeAsync()
    {
        await _cluster.Ledger.PublishAsync(new DeleteImage { ImageId = _cluster.Pictures.At(0, "picture").ImageId, Version = 2 });
        var changed = _cluster.Pictures.At(1, "picture");
        await _cluster.Ledger.PublishAsync(changed.Announce(version: 2), Expected.Indexed, changed.Words);
    }

    /// <summary>Compares the active generation with what was announced; under load the newest picture is always on its way.</summary>
    public async Task<LedgerReport> CloseBooksAsync()
    {
        await using var store = (SqliteVectorStore)_generations.Open(await _generations.GetActiveAsync(CancellationToken.None));
        for (var attempt = 1; ; attempt++)
        {
            var report = await _cluster.Ledger.CloseAsync(store, []);
            if (report.IsClean || attempt == BooksAttempts)
                return report;
            await Task.Delay(BooksPause);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _ending.Dispose();
    }

    private IndexingProcess Start(string verb, params string[] arguments) => IndexingProcess.Start(
        _cluster.Workplace.Path,
        new Dictionary<string, string>(_cluster.Settings),
        ["models", verb, "--index", _cluster.StoreFolder, .. arguments]);

    private async Task<long> CountAsync(string generation)
    {
        var known = await _generations.ListAsync(CancellationToken.None);
        if (known.FirstOrDefault(one => one.Name == generation) is not { } found)
            return 0;
        await using var store = (SqliteVectorStore)_generations.Open(found);
        return (await store.GetStatisticsAsync("default", CancellationToken.None)).Indexed;
    }

    private async Task RepeatAsync(Func<int, Task> step, TimeSpan pause)
    {
        for (var number = 0; !_ending.IsCancellationRequested; number++)
        {
            await step(number);
            await Task.WhenAny(Task.Delay(pause), Task.Delay(Timeout.Infinite, _ending.Token));
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(clock.Elapsed < Patience);
            await Task.Delay(Poll);
        }
    }

    private static double Number(Match match, string group) =>
        double.Parse(match.Groups[group].Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"recall@10 of (?<questions>\d+) questions: (?<before>[0-9.]+) active, (?<after>[0-9.]+) new")]
    private static partial Regex RecallLine();

    [GeneratedRegex(@"pass 1: (?<pictures>\d+) pictures")]
    private static partial Regex PassLine();
}
