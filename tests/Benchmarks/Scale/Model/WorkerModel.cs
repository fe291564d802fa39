namespace Indexing.Benchmarks.Scale.Model;

/// <summary>
/// A worker process: holds messages up to its prefetch count, works on some of them at a time, each through the stages of
/// <c>ImageIngestor</c>, and acknowledges.
/// </summary>
/// <param name="simulation">Its time.</param>
/// <param name="settings">How the process is set up.</param>
/// <param name="cores">Its machine.</param>
/// <param name="slowdown">Of the stages, when cores are busy.</param>
/// <param name="networks">What runs its networks.</param>
/// <param name="store">What it writes to.</param>
/// <param name="brokerSeconds">Processor time of the broker for each message delivered, on the same machine; 0: it runs elsewhere.</param>
internal sealed class WorkerModel(
    Simulation simulation, WorkerSettings settings, Cores cores, StageSlowdown slowdown, INetworksModel networks, IStoreModel store,
    double brokerSeconds)
{
    private readonly Queue<Message> _held = new();
    private readonly Places _decoders = new(simulation, settings.VisibleCores);
    private MessageQueue _queue = null!;
    private MessageQueue.Consumer _consumer = null!;
    private int _inHand;

    /// <summary>Begins to take messages.</summary>
    public void Consume(MessageQueue queue)
    {
        _queue = queue;
        // Delivered to a consumer that is not there yet: the first messages come within the call.
        _consumer = queue.Consume(settings.Prefetch, message => simulation.After(0, () => Deliver(message)));
    }

    private void Deliver(Message message)
    {
        _held.Enqueue(message);
        Begin();
    }

    private void Begin()
    {
        while (_inHand < settings.InHand && _held.TryDequeue(out var message))
        {
            _inHand++;
            simulation.Start(IngestAsync(message));
        }
    }

    private async Task IngestAsync(Message message)
    {
        var cost = message.Cost;
        message.Begun = simulation.Now;
        await cores.Use(cost.Fetch, settings.Core, slowdown.Fetch);
        await simulation.Delay(cost.FetchWait);

        await _decoders.Enter();
        await cores.Use(cost.Decode, settings.Core, slowdown.Decode);
        _decoders.Leave();

        await networks.Detect(cost);
        await networks.Embed(cost);
        await cores.Use(cost.Describe, settings.Core, slowdown.Describe);
        await store.Replace(cost);
        message.Indexed = simulation.Now;

        _ = cores.Use(brokerSeconds);
        await cores.Use(cost.Message, settings.Core, slowdown.Message);
        await simulation.Delay(cost.MessageWait);
        _inHand--;
        _queue.Acknowledge(_consumer);
        Begin();
    }
}
