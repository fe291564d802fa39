namespace Indexing.Benchmarks.Scale.Model;

/// <summary>
/// A network on a GPU: takes what waits, up to its largest batch, and needs a constant time and a time for each item. Networks that share a
/// GPU share its place.
/// </summary>
/// <param name="simulation">Its time.</param>
/// <param name="device">One place: a GPU computes one batch at a time.</param>
/// <param name="curve">Seconds by items in the batch.</param>
internal sealed class BatchServer(Simulation simulation, Places device, BatchCurve curve)
{
    private readonly Queue<(int Size, Signal Done)> _waiting = new();
    private bool _isServing;

    /// <summary>Seconds that batches took until now.</summary>
    public double BusySeconds { get; private set; }

    /// <summary>Set when the items have run.</summary>
    public Signal Run(int size)
    {
        var done = new Signal(simulation);
        _waiting.Enqueue((size, done));
        if (!_isServing)
        {
            _isServing = true;
            simulation.Start(ServeAsync());
        }

        return done;
    }

    private async Task ServeAsync()
    {
        var batch = new List<Signal>();
        while (_waiting.Count > 0)
        {
            await device.Enter();
            var size = 0;
            while (_waiting.TryPeek(out var next) && (size == 0 || size + next.Size <= curve.MaxBatch))
            {
                size += next.Size;
                batch.Add(_waiting.Dequeue().Done);
            }

            var seconds = curve.Seconds(size);
            BusySeconds += seconds;
            await simulation.Delay(seconds);
            device.Leave();
            foreach (var done in batch)
                done.Set();
            batch.Clear();
        }

        _isServing = false;
    }
}
