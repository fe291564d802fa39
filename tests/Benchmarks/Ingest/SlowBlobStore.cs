using Indexing.BlobStore;

namespace Indexing.Benchmarks.Ingest;

/// <summary>A blob store behind a network: every picture comes a while later than from the store within.</summary>
internal sealed class SlowBlobStore(IBlobStore inner, TimeSpan delay) : IBlobStore
{
    public bool CanOpen(Uri uri) => inner.CanOpen(uri);

    public async Task<OpenBlobResult> OpenAsync(Uri uri, CancellationToken cancellationToken)
    {
        await Task.Delay(delay, cancellationToken);
        return await inner.OpenAsync(uri, cancellationToken);
    }

    public Task CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);
}
