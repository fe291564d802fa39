using Indexing.EndToEnd.Tests.Distributed.Long;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>An index moves to another model pack under load, the move is killed twice (row 15).</summary>
[Collection(SharedServers.Name)]
public sealed class MigrationTests(SharedServers servers)
{
    private const int Pictures = 150;
    private const int Settle = 6;
    private const double RecallLoss = 0.005;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan RollBackLimit = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Index_MovedToAnotherModelAndBackUnderLoad_LosesNothingAndAnswersEveryQuestion()
    {
        await using var cluster = await Cluster.CreateAsync(servers, "migration");
        await using var migration = new Migration(cluster);
        await using var crew = await WorkerCrew.StartAsync(cluster, 1);
        var query = await cluster.StartReadyQueryAsync();
        var golden = await GoldenQueries.CreateAsync(cluster, query);
        await cluster.Ledger.PublishAsync(cluster.Pictures.Take(Pictures));
        await cluster.WaitUntilFinishedAsync(Pictures, Patience);
        migration.BeginLoad(golden.AskAsync, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250));

        var first = await migration.KillAtAsync(Pictures / 4, rate: 40);
        var second = await migration.KillAtAsync(Pictures / 2, rate: 40);
        await migration.ChangeAsync();
        var report = await migration.RunAsync(query, golden, Settle);

        Assert.InRange(first, Pictures / 4, Pictures);
        Assert.InRange(second, Math.Max(first, Pictures / 2), Pictures);
        // Announced in all, that which came after the pass included: without going on where it stopped, the pass would have had more.
        Assert.InRange(report.FirstPass, 1, cluster.Ledger.Pictures - second);
        Assert.True(report.RecallAfter >= report.RecallBefore - RecallLoss, $"{report}");
        Assert.True(await Migration.IsOnAsync(query, "2"));
        (await migration.CloseBooksAsync()).AssertClean();

        var took = await migration.RollBackAsync(query, Settle);
        await migration.EndLoadAsync();

        Assert.True(took < RollBackLimit, $"It took {took}.");
        Assert.True(golden is { Errors: 0, Missed: 0 }, $"Of {golden.Asked} questions {golden.Errors} failed, {golden.Missed} missed.");
        Assert.InRange(golden.Asked, 100, int.MaxValue);
        await cluster.Broker.WaitUntilIdleAsync(Patience);
        (await migration.CloseBooksAsync()).AssertClean();
    }
}
