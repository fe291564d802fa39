using Indexing.Vision.Onnx;

namespace Indexing.Vision.Tests.Onnx;

public sealed class BatchQueueTests
{
    private static readonly InferenceOptions OneRunner = new() { Runners = 1 };

    [Fact]
    public async Task Run_CallsThatLinedUp_ShareRunsUpToTheBatch()
    {
        using var network = new ScriptedNetwork(4, OneRunner);
        await network.PlugAsync();
        Task[] calls = [.. Enumerable.Range(1, 6).Select(value => network.CallAsync(value))];

        network.Unplug();
        await Task.WhenAll(calls);

        Assert.Equal([[1, 2, 3, 4], [5, 6]], network.Runs);
    }

    [Fact]
    public async Task Run_CallsOfSeveralShapes_NeverShareARun()
    {
        using var network = new ScriptedNetwork(4, OneRunner);
        await network.PlugAsync();
        Task[] calls = [network.CallAsync(1, width: 7), network.CallAsync(2, width: 8), network.CallAsync(3, width: 7)];

        network.Unplug();
        await Task.WhenAll(calls);

        Assert.Equal([[1, 3], [2]], network.Runs);
    }

    [Fact]
    public async Task Run_CallsOfSeveralSizes_FillTheBatchWithWhatFits()
    {
        using var network = new ScriptedNetwork(8, OneRunner);
        await network.PlugAsync();
        Task[] calls = [network.CallAsync(1, size: 4), network.CallAsync(2, size: 8), network.CallAsync(3, size: 4)];

        network.Unplug();
        await Task.WhenAll(calls);

        Assert.Equal([[1, 3], [2]], network.Runs);
    }

    [Fact]
    public async Task Run_OneBadCallInABatch_FailsThatCallAlone()
    {
        using var network = new ScriptedNetwork(8, OneRunner);
        network.Behaviour = values =>
        {
            if (values.Contains(3))
                throw new InvalidOperationException("value 3");
        };
        await network.PlugAsync();
        Task[] calls = [.. Enumerable.Range(1, 5).Select(value => network.CallAsync(value))];

        network.Unplug();

        Assert.Equal("value 3", (await Assert.ThrowsAsync<InvalidOperationException>(() => calls[2])).Message);
        await Task.WhenAll(calls.Where((_, index) => index != 2));
        Assert.Equal([1, 2, 4, 5], network.Runs.SelectMany(values => values).Order());
    }

    [Fact]
    public async Task Run_BatchTooLargeForTheMemory_IsDoneInHalves()
    {
        using var network = new ScriptedNetwork(8, OneRunner);
        network.Behaviour = values =>
        {
            if (values.Length > 2)
                throw new InsufficientMemoryException();
        };
        await network.PlugAsync();
        Task[] calls = [.. Enumerable.Range(1, 8).Select(value => network.CallAsync(value))];

        network.Unplug();
        await Task.WhenAll(calls);

        Assert.Equal([[1, 2], [3, 4], [5, 6], [7, 8]], network.Runs);
    }

    [Fact]
    public async Task Run_CancelledInTheLine_EndsAtOnceAndNeverRuns()
    {
        using var network = new ScriptedNetwork(8, OneRunner);
        using var cancellation = new CancellationTokenSource();
        await network.PlugAsync();
        var (cancelled, other) = (network.CallAsync(1, cancellationToken: cancellation.Token), network.CallAsync(2));

        await cancellation.CancelAsync();

        // The only runner is still occupied: nobody but the cancellation can have ended the call.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        network.Unplug();
        await other;
        Assert.Equal([[2]], network.Runs);
    }

    [Fact]
    public async Task Run_CancelledWhileItRuns_EndsWithTheRun()
    {
        using var network = new ScriptedNetwork(8, OneRunner);
        using var cancellation = new CancellationTokenSource();
        var touched = false;
        network.Behaviour = _ =>
        {
            cancellation.Cancel();
            touched = true;
        };

        // A call that ended with the cancellation would throw here, and its caller would free what the run still reads.
        await network.CallAsync(1, cancellationToken: cancellation.Token);

        Assert.True(touched);
    }

    [Fact]
    public async Task Run_NoPlaceInTheLine_HoldsTheCallerBack()
    {
        using var network = new ScriptedNetwork(8, new InferenceOptions { Runners = 1, QueueCapacity = 2 });
        await network.PlugAsync();
        Task[] calls = [.. Enumerable.Range(1, 5).Select(value => network.CallAsync(value))];

        network.Unplug();
        await Task.WhenAll(calls);

        // All five would fit into one batch: a caller without a place is not in the line.
        Assert.All(network.Runs, values => Assert.InRange(values.Length, 1, 2));
    }

    [Fact]
    public async Task Run_CancelledWithoutAPlace_NeverRuns()
    {
        using var network = new ScriptedNetwork(8, new InferenceOptions { Runners = 1, QueueCapacity = 1 });
        using var cancellation = new CancellationTokenSource();
        await network.PlugAsync();
        var (first, second) = (network.CallAsync(1), network.CallAsync(2, cancellationToken: cancellation.Token));

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        network.Unplug();
        await first;
        await network.CallAsync(3);
        Assert.Equal([[1], [3]], network.Runs);
    }

    [Fact]
    public async Task Run_BatchIsFull_DoesNotWaitForMore()
    {
        using var network = new ScriptedNetwork(2, new InferenceOptions { Runners = 1, MaxBatchWait = TimeSpan.FromDays(1) });

        await Task.WhenAll(network.CallAsync(1), network.CallAsync(2)).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal([[1, 2]], network.Runs);
    }

    [Fact]
    public async Task Run_NobodyElseCalls_RunsAloneAfterTheWait()
    {
        using var network = new ScriptedNetwork(2, new InferenceOptions { Runners = 1, MaxBatchWait = TimeSpan.FromMilliseconds(1) });

        await network.CallAsync(1).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal([[1]], network.Runs);
    }

    [Fact]
    public async Task Run_OneRunnerIsOccupied_AnotherOneGoesOn()
    {
        using var network = new ScriptedNetwork(2, new InferenceOptions { Runners = 2, MaxBatchWait = TimeSpan.FromMilliseconds(1) });
        var plug = await network.PlugAsync();

        for (var value = 0; value < 20; value++)
            await network.CallAsync(value, width: value % 3).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.False(plug.IsCompleted);
        Assert.Equal(20, network.Runs.Count);
    }

    [Fact]
    public async Task Run_AnotherNetworkOfTheSameOptionsRuns_WaitsForIt()
    {
        var options = new InferenceOptions { Runners = 1 };
        using var busy = new ScriptedNetwork(2, options);
        using var other = new ScriptedNetwork(2, options);
        var unplugged = false;
        other.Behaviour = _ => Assert.True(unplugged);
        var plug = await busy.PlugAsync();
        var first = other.CallAsync(1);
        var second = other.CallAsync(2);

        unplugged = true;
        busy.Unplug();
        await Task.WhenAll(plug, first, second);

        // What came together while the cores were taken shares a run.
        Assert.Equal([[1, 2]], other.Runs);
    }

    [Fact]
    public async Task Run_ManyCallersSomeCancelled_RunsEveryOtherCallOnce()
    {
        using var network = new ScriptedNetwork(4, new InferenceOptions { Runners = 3, QueueCapacity = 5 });
        using var cancellation = new CancellationTokenSource();
        network.Behaviour = values =>
        {
            if (values.Contains(150))
                cancellation.Cancel();
        };

        var completed = new bool[600];
        await Parallel.ForAsync(0, completed.Length, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (value, _) =>
        {
            try
            {
                await network.CallAsync(value, value % 2, cancellationToken: value % 5 == 0 ? cancellation.Token : default);
                completed[value] = true;
            }
            catch (OperationCanceledException)
            {
            }
        });

        var run = network.Runs.SelectMany(values => values).Order();
        Assert.Equal(Enumerable.Range(0, completed.Length).Where(value => completed[value]), run);
        Assert.All(Enumerable.Range(0, completed.Length).Where(value => value % 5 != 0), value => Assert.True(completed[value]));
    }
}
