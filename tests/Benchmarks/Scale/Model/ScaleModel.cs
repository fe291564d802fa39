namespace Indexing.Benchmarks.Scale.Model;

/// <summary>Runs a scenario.</summary>
internal static class ScaleModel
{
    /// <summary>Announces pictures at the given times and runs until all of them are done.</summary>
    /// <param name="scenario">The machines.</param>
    /// <param name="arrivals">Seconds from the start, ascending (<see cref="Arrivals"/>).</param>
    /// <param name="seed">Of all that is left to chance.</param>
    public static Outcome Run(Scenario scenario, IReadOnlyList<double> arrivals, int seed)
    {
        var simulation = new Simulation(seed);
        var queue = new MessageQueue();
        var servers = new Places(simulation, scenario.RemoteStorePlaces);
        var machines = new List<Cores>();
        for (var machine = 0; machine < scenario.Machines; machine++)
        {
            var cores = new Cores(simulation, scenario.Cores, scenario.Slowdown.Cores);
            machines.Add(cores);
            var turn = new Places(simulation, 1);
            for (var number = 0; number < scenario.Workers; number++)
                Worker(simulation, scenario, cores, number, turn, servers).Consume(queue);
        }

        var messages = arrivals
            .Select(time => new Message(scenario.Pictures[simulation.Random.Next(scenario.Pictures.Count)], time)).ToList();
        simulation.Start(PublishAsync(simulation, messages, queue, machines[0], scenario));
        simulation.Run();
        return new Outcome(messages, machines.Sum(cores => cores.BusySeconds), scenario.Machines * scenario.Cores);
    }

    private static WorkerModel Worker(
        Simulation simulation, Scenario scenario, Cores cores, int number, Places turn, Places servers)
    {
        var core = scenario.IsBound ? number % scenario.Cores : Cores.Any;
        var settings = WorkerSettings.Default(scenario.IsBound ? 1 : scenario.Cores, core);
        if (scenario.InHand > 0)
            settings = settings with { InHand = scenario.InHand, Prefetch = scenario.InHand + 2 };
        INetworksModel networks = scenario.Gpu is { } gpu
            ? new GpuNetworksModel(simulation, gpu, scenario.Pictures.Average(picture => picture.Embed), cores, core)
            : new CpuNetworksModel(simulation, settings.VisibleCores, cores, core, scenario.Slowdown);
        IStoreModel store = scenario.RemoteStoreSeconds is { } seconds
            ? new RemoteStoreModel(simulation, servers, seconds, cores, core, scenario.Slowdown.Replace)
            : new SqliteStoreModel(simulation, turn, cores, core, scenario.Slowdown.Replace);
        return new WorkerModel(simulation, settings, cores, scenario.Slowdown, networks, store, scenario.Broker.Deliver);
    }

    private static async Task PublishAsync(
        Simulation simulation, List<Message> messages, MessageQueue queue, Cores cores, Scenario scenario)
    {
        foreach (var message in messages)
        {
            if (message.Published == 0)
            {
                // It was there before the workers started, and was paid for before.
                queue.Publish(message);
                continue;
            }

            if (message.Published > simulation.Now)
                await simulation.Delay(message.Published - simulation.Now);
            _ = cores.Use(scenario.Broker.Publish);
            simulation.After(scenario.DeliverySeconds, () => queue.Publish(message));
        }
    }
}
