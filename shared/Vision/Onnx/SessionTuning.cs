using Microsoft.ML.OnnxRuntime;

namespace Indexing.Vision.Onnx;

/// <summary>
/// Finds the fastest session for a shape by running the candidates. What it returns has run: the device has compiled, planned and allocated
/// all that this shape needs.
/// </summary>
/// <remarks>
/// It measures because no rule holds: text recognition on CUDA was four times slower than on the CPU with the default search, and faster
/// with another (docling issue 4167, ONNX Runtime issue 28305).
/// </remarks>
/// <param name="factory">Makes the sessions.</param>
/// <param name="searches">The candidates.</param>
/// <param name="measure">Runs a session with a shape and tells how long a warm run takes; measured by the clock by default.</param>
internal sealed class SessionTuning(
    SessionFactory factory, IReadOnlyList<string> searches, Func<InferenceSession, NetworkShape, TimeSpan>? measure = null)
{
    /// <summary>The first run plans, the second still allocates.</summary>
    private const int WarmRuns = 2;

    private const int TimedRuns = 5;

    /// <summary>The session with the fastest search; the others are disposed.</summary>
    public InferenceSession Fastest(Precision precision, NetworkShape shape)
    {
        (InferenceSession Session, TimeSpan Time)? best = null;
        foreach (var search in searches)
        {
            InferenceSession? session = null;
            try
            {
                session = factory.Create(precision, shape, search);
                var time = Measure(session, shape);
                if (best is not { } leader || time < leader.Time)
                    (best, session) = ((session, time), best?.Session);
            }
            catch (Exception e) when (best is not null && DeviceFaults.Of(e) == DeviceFault.OutOfMemory)
            {
                // Two sessions do not fit side by side: the one that ran stays.
            }
            catch
            {
                best?.Session.Dispose();
                throw;
            }
            finally
            {
                session?.Dispose();
            }
        }

        return best!.Value.Session;
    }

    /// <summary>The precision that runs a shape fastest; the first one of two that are equal.</summary>
    public Precision FastestPrecision(NetworkShape shape, IReadOnlyList<Precision> precisions) => precisions.MinBy(precision =>
    {
        try
        {
            using var session = factory.Create(precision, shape, searches[0]);
            return Measure(session, shape);
        }
        catch (Exception e) when (DeviceFaults.Of(e) == DeviceFault.OutOfMemory)
        {
            // The other one may fit.
            return TimeSpan.MaxValue;
        }
    });

    private TimeSpan Measure(InferenceSession session, NetworkShape shape) =>
        measure is null ? NetworkTimer.Measure(factory, session, shape, WarmRuns, TimedRuns).Median : measure(session, shape);
}
