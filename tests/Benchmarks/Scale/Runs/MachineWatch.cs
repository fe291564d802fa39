using System.Diagnostics;

namespace Indexing.Benchmarks.Scale.Runs;

/// <summary>What else the machine did while something was measured.</summary>
internal sealed class MachineWatch
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly (double Busy, double Stolen) _machine = ProcessorTime.OfMachine();
    private readonly Func<double> _ours;
    private readonly double _before;

    /// <param name="ours">Processor seconds of everything that belongs to the measurement, until now.</param>
    public MachineWatch(Func<double> ours) => (_ours, _before) = (ours, ours());

    /// <summary>Cores that other programs used, and cores that the host of the virtual machine took, on average since the start.</summary>
    public Disturbance End()
    {
        var seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        var (busy, stolen) = ProcessorTime.OfMachine();
        return new Disturbance(
            Math.Max(0, (busy - _machine.Busy - (_ours() - _before)) / seconds), (stolen - _machine.Stolen) / seconds);
    }
}
