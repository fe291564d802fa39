namespace Indexing.Benchmarks.Scale.Model;

/// <summary>
/// Virtual time: events in the order of their time, those of one time in the order in which they were asked for, so that a seed gives one
/// outcome. Processes are <c>async</c> methods that await <see cref="Signal"/>s only; nothing runs on another thread.
/// </summary>
internal sealed class Simulation(int seed)
{
    private readonly PriorityQueue<Action, (double Time, long Order)> _events = new();
    private readonly List<Task> _processes = [];
    private long _order;

    /// <summary>Seconds since the start.</summary>
    public double Now { get; private set; }

    /// <summary>The only source of chance.</summary>
    public Random Random { get; } = new(seed);

    /// <summary>Calls back after so many seconds; 0: after what was asked for at this moment already.</summary>
    public void After(double seconds, Action action)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seconds);
        _events.Enqueue(action, (Now + seconds, _order++));
    }

    /// <summary>Set after so many seconds.</summary>
    public Signal Delay(double seconds)
    {
        var signal = new Signal(this);
        After(seconds, signal.Set);
        return signal;
    }

    /// <summary>Keeps a process, whose failure ends the run.</summary>
    public void Start(Task process)
    {
        if (!process.IsCompletedSuccessfully)
            _processes.Add(process);
    }

    /// <summary>Runs until nothing is left to happen, or until the given time.</summary>
    public void Run(double until = double.PositiveInfinity)
    {
        while (_events.TryPeek(out _, out var next) && next.Time <= until)
        {
            Now = next.Time;
            _events.Dequeue()();
        }

        foreach (var process in _processes.Where(process => process.IsFaulted))
            process.GetAwaiter().GetResult();
    }
}
