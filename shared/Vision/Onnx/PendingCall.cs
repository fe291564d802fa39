using System.Diagnostics;

namespace Indexing.Vision.Onnx;

/// <summary>One call of a network on its way; completes when the network no longer touches the caller's memory.</summary>
internal sealed class PendingCall<TItem>(TItem item) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private readonly long _since = Stopwatch.GetTimestamp();

    public TItem Item => item;

    public TimeSpan Waited => Stopwatch.GetElapsedTime(_since);
}
