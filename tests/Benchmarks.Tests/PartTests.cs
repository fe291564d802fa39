using Indexing.Benchmarks.Scale.Model;

namespace Indexing.Benchmarks.Tests;

/// <summary>Queue, stores and GPU of the model, in cases that can be worked out by hand.</summary>
public sealed class PartTests
{
    private const int Digits = 9;
    private static readonly PictureCost Write = Costs.Nothing with { Replace = 0.1, ReplaceWait = 1 };

    [Fact]
    public void MessageQueue_ConsumersWithRoom_AreServedInTurn()
    {
        var queue = new MessageQueue();
        var delivered = new List<string>();
        queue.Consume(2, _ => delivered.Add("a"));
        queue.Consume(1, _ => delivered.Add("b"));

        for (var message = 0; message < 5; message++)
            queue.Publish(new Message(Costs.Nothing, 0));

        Assert.Equal(["a", "b", "a"], delivered);
    }

    [Fact]
    public void MessageQueue_Acknowledged_DeliversTheNext()
    {
        var queue = new MessageQueue();
        var delivered = 0;
        var consumer = queue.Consume(1, _ => delivered++);
        queue.Publish(new Message(Costs.Nothing, 0));
        queue.Publish(new Message(Costs.Nothing, 0));

        queue.Acknowledge(consumer);

        Assert.Equal(2, delivered);
    }

    [Fact]
    public void SqliteStoreModel_WritesThatWaitInAProcess_ShareACommit()
    {
        var simulation = new Simulation(0);
        var store = Store(simulation, new Places(simulation, 1));

        // The first begins at once, alone; the other two wait for it and share the next commit.
        var ends = Ends(simulation, store.Replace, store.Replace, store.Replace);

        Assert.Equal(1.1, ends[0], Digits);
        Assert.Equal(1.1 + 1.2, ends[1], Digits);
        Assert.Equal(ends[1], ends[2], Digits);
    }

    [Fact]
    public void SqliteStoreModel_TwoProcesses_WriteOneAfterTheOther()
    {
        var simulation = new Simulation(0);
        var turn = new Places(simulation, 1);

        var ends = Ends(simulation, Store(simulation, turn).Replace, Store(simulation, turn).Replace);

        Assert.Equal(1.1, ends[0], Digits);
        // The second looks every millisecond whether it is its turn.
        Assert.InRange(ends[1], 2.2, 2.201);
    }

    [Fact]
    public void RemoteStoreModel_MoreThanItServesAtATime_Wait()
    {
        var simulation = new Simulation(0);
        var cores = new Cores(simulation, 4);
        var store = new RemoteStoreModel(simulation, new Places(simulation, 2), 0.5, cores, Cores.Any, 1);

        var ends = Ends(simulation, store.Replace, store.Replace, store.Replace);

        Assert.Equal([0.6, 0.6, 1.1], ends.Select(end => Math.Round(end, Digits)));
    }

    [Fact]
    public void BatchServer_WhatWaits_RunsTogetherUpToTheLargestBatch()
    {
        var simulation = new Simulation(0);
        var server = new BatchServer(simulation, new Places(simulation, 1), new BatchCurve(1, 0.1, 4));
        var ends = new double[6];
        async Task AskAsync(int i)
        {
            await simulation.Delay(i == 0 ? 0 : 0.5);
            await server.Run(1);
            ends[i] = simulation.Now;
        }

        for (var i = 0; i < ends.Length; i++)
            simulation.Start(AskAsync(i));
        simulation.Run();

        // One alone, four together, the last alone.
        Assert.Equal([1.1, 2.5, 2.5, 2.5, 2.5, 3.6], ends.Select(end => Math.Round(end, Digits)));
        Assert.Equal(3.6, server.BusySeconds, Digits);
    }

    [Fact]
    public void BatchServer_MoreThanABatch_TakesSeveralCalls()
    {
        var curve = new BatchCurve(1, 0.1, 4);

        Assert.Equal(3 + 0.9, curve.Seconds(9), Digits);
    }

    private static SqliteStoreModel Store(Simulation simulation, Places turn) =>
        new(simulation, turn, new Cores(simulation, 4), Cores.Any, slowdown: 1);

    private static double[] Ends(Simulation simulation, params Func<PictureCost, Signal>[] writes)
    {
        var ends = new double[writes.Length];
        async Task WriteAsync(int i)
        {
            await writes[i](Write);
            ends[i] = simulation.Now;
        }

        for (var i = 0; i < writes.Length; i++)
            simulation.Start(WriteAsync(i));
        simulation.Run();
        return ends;
    }
}
