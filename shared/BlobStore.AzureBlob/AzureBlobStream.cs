namespace Indexing.BlobStore.AzureBlob;

/// <summary>
/// A blob on its way from the service, read forward once. Errors are the port's; the SDK below resumes broken connections, under
/// <paramref name="lifetime"/>, and pins the version of the blob that was opened. It does so five times whatever the retries in its
/// options, so the patience of one read is limited here.
/// </summary>
internal sealed class AzureBlobStream(Stream content, CancellationTokenSource lifetime, TimeSpan readLimit, Uri account) : ForwardBlobStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(readLimit);
        try
        {
            return await content.ReadAsync(buffer, limit.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (AzureBlobFailure.IsOfTheStore(error))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw AzureBlobFailure.Translate(error, account);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
            lifetime.Dispose();
        }
        base.Dispose(disposing);
    }
}
