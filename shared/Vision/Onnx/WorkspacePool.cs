using System.Collections.Concurrent;

namespace Indexing.Vision.Onnx;

/// <summary>
/// Keeps the pinned buffers and bound tensors of network calls for the next call: one workspace per call in flight, so memory follows
/// the number of calls that ever ran side by side, not the number of runners or of pictures.
/// </summary>
internal sealed class WorkspacePool<T>(Func<T> create) : IDisposable
    where T : class, IDisposable
{
    private readonly ConcurrentBag<T> _idle = [];

    public T Rent() => _idle.TryTake(out var workspace) ? workspace : create();

    public void Return(T workspace) => _idle.Add(workspace);

    public void Dispose()
    {
        while (_idle.TryTake(out var workspace))
            workspace.Dispose();
    }
}
