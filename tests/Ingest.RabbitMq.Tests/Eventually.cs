using System.Diagnostics;

namespace Indexing.Ingest.RabbitMq.Tests;

/// <summary>Waits for what other processes do.</summary>
internal static class Eventually
{
    public static Task HoldsAsync(Func<bool> condition) => HoldsAsync(() => Task.FromResult(condition()), TimeSpan.FromSeconds(30));

    public static async Task HoldsAsync(Func<Task<bool>> condition, TimeSpan patience)
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(waited.Elapsed < patience, $"Did not hold within {patience}.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
