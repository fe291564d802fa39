namespace Indexing.Benchmarks.Scale.Model;

/// <summary>Set when so many parts are done.</summary>
internal sealed class Countdown(Simulation simulation, int parts)
{
    private int _left = parts;

    public Signal Done { get; } = new(simulation);

    public void PartDone()
    {
        if (--_left == 0)
            Done.Set();
    }
}
