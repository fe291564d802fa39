namespace Indexing.Benchmarks.Scale.Model;

/// <summary>A number of places, first come first served.</summary>
internal sealed class Places(Simulation simulation, int count)
{
    private readonly Queue<Signal> _waiting = new();
    private int _free = count;

    /// <summary>Set when the caller has a place; it must <see cref="Leave"/>.</summary>
    public Signal Enter()
    {
        var signal = new Signal(simulation);
        if (_free > 0)
        {
            _free--;
            signal.Set();
        }
        else
        {
            _waiting.Enqueue(signal);
        }

        return signal;
    }

    public void Leave()
    {
        if (_waiting.TryDequeue(out var next))
            next.Set();
        else
            _free++;
    }
}
