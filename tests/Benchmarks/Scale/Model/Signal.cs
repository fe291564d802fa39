using System.Runtime.CompilerServices;

namespace Indexing.Benchmarks.Scale.Model;

/// <summary>
/// Something that happens once and that one process awaits. The process goes on by an event of its own, never inside of
/// <see cref="Set"/>: chains of any length need no stack, and no synchronization context can change the order.
/// </summary>
internal sealed class Signal(Simulation simulation) : INotifyCompletion
{
    private Action? _continuation;

    public bool IsCompleted { get; private set; }

    public Signal GetAwaiter() => this;

    public void GetResult()
    {
        // Nothing to hand over; the compiler asks for the method.
    }

    public void OnCompleted(Action continuation) => _continuation = continuation;

    /// <summary>It has happened.</summary>
    public void Set()
    {
        IsCompleted = true;
        if (_continuation is { } continuation)
            simulation.After(0, continuation);
    }
}
