using Indexing.BlobStore;
using Indexing.VectorStore;
using Indexing.Vision.Onnx;

namespace Indexing.Standalone.Folders;

/// <summary>Repeats a step that failed for a moment: a busy store, a disk that went away and came back, a full GPU.</summary>
internal sealed class TransientRetry(TimeProvider clock)
{
    private static readonly TimeSpan[] Delays = [TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)];

    /// <summary>Runs the step up to four times; the last failure is thrown.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> step)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await step();
            }
            catch (Exception e) when (attempt < Delays.Length && IsTransient(e))
            {
                await Task.Delay(Delays[attempt], clock);
            }
        }
    }

    /// <summary>Whether the same call may succeed later.</summary>
    public static bool IsTransient(Exception exception) =>
        exception is VectorStoreException { IsTransient: true } or BlobStoreException { IsTransient: true }
            or InferenceException { IsTransient: true, IsDeviceLost: false };
}
