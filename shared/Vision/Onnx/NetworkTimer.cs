using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;

namespace Indexing.Vision.Onnx;

/// <summary>Times runs of a network over empty pictures, copies from and to the host included.</summary>
internal static class NetworkTimer
{
    /// <summary>Runs a session.</summary>
    /// <param name="factory">What made it.</param>
    /// <param name="session">The session.</param>
    /// <param name="shape">The shape to run.</param>
    /// <param name="warmRuns">Runs before.</param>
    /// <param name="timedRuns">Runs that count, at least 1.</param>
    /// <returns>The first run of the timed ones, and their median.</returns>
    public static (TimeSpan First, TimeSpan Median) Measure(
        SessionFactory factory, InferenceSession session, NetworkShape shape, int warmRuns, int timedRuns)
    {
        var signature = factory.Signature;
        var extents = signature.InputShape(shape);
        var bytes = (int)extents.Aggregate((long)signature.ElementSize, (product, extent) => product * extent);
        using var memory = factory.Device.Provider.Allocate(bytes, session);
        memory.As<byte>().Clear();
        using var input = memory.Tensor(signature.InputType, extents);
        using var options = new RunOptions();
        var times = new TimeSpan[timedRuns];
        for (var run = -warmRuns; run < timedRuns; run++)
        {
            var start = Stopwatch.GetTimestamp();
            session.Run(options, [signature.Input], [input], signature.Outputs).Dispose();
            if (run >= 0)
                times[run] = Stopwatch.GetElapsedTime(start);
        }

        var first = times[0];
        Array.Sort(times);
        return (first, times[timedRuns / 2]);
    }
}
