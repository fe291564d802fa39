using Indexing.VectorStore;

namespace Indexing.Generations;

/// <summary>
/// The right to use a generation's services until disposed: a switch to another generation does not close them before. Take one for each
/// piece of work, and a new one for the next.
/// </summary>
public sealed class GenerationLease : IDisposable
{
    private OpenGeneration? _open;

    internal GenerationLease(OpenGeneration open) => _open = open;

    /// <summary>Which generation it is.</summary>
    public Generation Generation => Open.Generation;

    /// <summary>Its services.</summary>
    public IServiceProvider Services => Open.Services;

    private OpenGeneration Open => _open ?? throw new ObjectDisposedException(nameof(GenerationLease));

    /// <summary>Gives the right back; a second call does nothing.</summary>
    public void Dispose() => Interlocked.Exchange(ref _open, null)?.Release();
}
