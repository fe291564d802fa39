using Indexing.VectorStore.Qdrant.Tests.QdrantModel;

namespace Indexing.VectorStore.Qdrant.Tests.Interleaving;

/// <summary>One process with a store of its own that carries out one piece of work, request by request.</summary>
internal sealed class Participant : IDisposable
{
    private readonly QdrantVectorStore _store;
    private readonly Gate _gate;
    private readonly Func<IVectorStore, Task> _work;
    private Task _running = Task.CompletedTask;
    private TaskCompletionSource<Turn>? _waiting;

    private Participant(QdrantVectorStore store, Gate gate, Func<IVectorStore, Task> work, bool mayDie)
    {
        (_store, _gate, _work, MayDie) = (store, gate, work, mayDie);
    }

    /// <summary>Whether schedules in which it dies are wanted.</summary>
    public bool MayDie { get; }

    public bool IsWaiting => _waiting is not null;

    public bool Died { get; private set; }

    /// <summary>Looks at the collections beforehand, so that only the work itself is scheduled.</summary>
    public static async Task<Participant> CreateAsync(QdrantModelServer server, Role role)
    {
        var gate = new Gate(server);
        QdrantVectorStore store = Scenario.Open(gate, new SteadyRandom(role.RandomBits));
        await store.GetStatisticsAsync("warm-up", CancellationToken.None);
        gate.IsOpen = false;
        return new Participant(store, gate, role.Work, role.MayDie);
    }

    public Task StartAsync()
    {
        _running = Task.Run(() => _work(_store));
        return NextAsync();
    }

    public Task StepAsync(Turn turn)
    {
        Died |= turn != Turn.Pass;
        TaskCompletionSource<Turn> waiting = _waiting!;
        _waiting = null;
        waiting.SetResult(turn);
        return NextAsync();
    }

    /// <summary>What the queue does with an unfinished message: the same work again, by a process that lives.</summary>
    public Task RedeliverAsync()
    {
        _gate.IsOpen = true;
        return _work(_store);
    }

    public void Dispose() => _store.Dispose();

    /// <summary>Until the next request waits or the work has ended.</summary>
    private async Task NextAsync()
    {
        Task<bool> arrived = _gate.Arrivals.WaitToReadAsync().AsTask();
        if (await Task.WhenAny(arrived, _running) == arrived)
        {
            _gate.Arrivals.TryRead(out _waiting);
            return;
        }
        if (Died)
            await Assert.ThrowsAsync<VectorStoreException>(() => _running);
        else
            await _running;
    }
}
