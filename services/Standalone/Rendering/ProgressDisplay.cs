using Spectre.Console;

namespace Indexing.Standalone.Rendering;

/// <summary>Shows how far a run is: a bar with rate and time left on a terminal, a line every few seconds elsewhere.</summary>
internal static class ProgressDisplay
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    /// <summary>Runs the work; it calls the given action once for each thing done, from any thread.</summary>
    public static Task<T> RunAsync<T>(string title, string unit, int total, Func<Action, Task<T>> work) =>
        Console.IsErrorRedirected ? RunPlainAsync(title, unit, total, work) : RunLiveAsync(title, unit, total, work);

    private static Task<T> RunLiveAsync<T>(string title, string unit, int total, Func<Action, Task<T>> work)
    {
        ProgressColumn[] columns =
        [
            new TaskDescriptionColumn(), new ProgressBarColumn(), new CountColumn(), new RateColumn(unit), new RemainingTimeColumn(),
        ];
        return Terminal.Remarks.Progress().Columns(columns).StartAsync(context =>
        {
            var task = context.AddTask(title, maxValue: total);
            return work(() => task.Increment(1));
        });
    }

    private static async Task<T> RunPlainAsync<T>(string title, string unit, int total, Func<Action, Task<T>> work)
    {
        using var stop = new CancellationTokenSource();
        var counter = new PlainProgress(title, unit, total, TimeProvider.System, Console.Error);
        var lines = counter.WriteEveryAsync(LineInterval, stop.Token);
        try
        {
            return await work(counter.Advance);
        }
        finally
        {
            await stop.CancelAsync();
            await lines;
        }
    }
}
