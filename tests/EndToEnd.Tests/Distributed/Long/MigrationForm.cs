namespace Indexing.EndToEnd.Tests.Distributed.Long;

/// <summary>An index moves to another model pack and back under load; the move is killed twice (row 15).</summary>
internal static class MigrationForm
{
    private const int Settle = 15;
    private const double RecallLoss = 0.005;
    private static readonly TimeSpan RollBackLimit = TimeSpan.FromMinutes(1);

    public static async Task RunAsync(LongRun run)
    {
        await using var cluster = await run.ClusterAsync("move");
        await using var migration = new Migration(cluster);
        await using var crew = await WorkerCrew.StartAsync(cluster, 2);
        var query = await cluster.StartReadyQueryAsync();
        var golden = await GoldenQueries.CreateAsync(cluster, query);
        var pictures = run.Pictures(2000);
        await cluster.Ledger.PublishAsync(cluster.Pictures.Take(pictures));
        await cluster.WaitUntilFinishedAsync(pictures, LongRun.Patience);
        migration.BeginLoad(golden.AskAsync, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250));

        var first = await migration.KillAtAsync(pictures / 3, rate: 1000);
        var second = await migration.KillAtAsync(pictures * 2 / 3, rate: 1000);
        await migration.ChangeAsync();
        var report = await migration.RunAsync(query, golden, Settle);
        var books = await migration.CloseBooksAsync();
        var took = await migration.RollBackAsync(query, Settle);
        await migration.EndLoadAsync();
        await cluster.Broker.WaitUntilIdleAsync(LongRun.Patience);
        var booksAfter = await migration.CloseBooksAsync();

        run.Note("pictures before, and announced meanwhile (4/s)", $"{pictures}, {cluster.Ledger.Pictures - pictures}");
        run.Note("in the new generation when the command was killed (-9)", $"{first}, {second}");
        run.Must(
            "the third run went on where the second stopped", report.FirstPass <= cluster.Ledger.Pictures - second,
            $"{report.FirstPass} pictures in its first pass");
        run.Must(
            "recall@10 of the new generation within 0.5 point", report.RecallAfter >= report.RecallBefore - RecallLoss,
            $"{report.RecallBefore:P2} before, {report.RecallAfter:P2} after, {report.Questions} golden questions");
        run.Note("from the switch until the query service worked on the new generation", $"{report.Followed.TotalSeconds:0.0} s");
        run.Must("after the switch: the new generation holds what was announced", books.IsClean, $"{books}");
        run.Must(
            "from `models rollback` until the query service worked on the old generation, less than a minute", took < RollBackLimit,
            $"{took.TotalSeconds:0.0} s");
        run.Must("after the way back: the old generation holds what was announced", booksAfter.IsClean, $"{booksAfter}");
        golden.Tell(run);
        run.Must("questions, all the time, whose picture was not found", golden.Missed == 0, $"{golden.Missed} of {golden.Asked}");
    }
}
