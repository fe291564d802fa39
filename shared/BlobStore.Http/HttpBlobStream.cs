namespace Indexing.BlobStore.Http;

/// <summary>
/// A picture on its way from a web server, read forward once. Owns the response and the deadline of the whole transfer; every single read
/// has a limit of its own, so that neither silence nor a drip of bytes holds a worker.
/// </summary>
internal sealed class HttpBlobStream(
    HttpResponseMessage response, Stream content, CancellationTokenSource deadline, TimeSpan readTimeout, Uri uri) : ForwardBlobStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        limit.CancelAfter(readTimeout);
        try
        {
            return await content.ReadAsync(buffer, limit.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (HttpFailure.IsOfTheServer(error))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw HttpFailure.Translate(error, uri);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            response.Dispose();
            deadline.Dispose();
        }
        base.Dispose(disposing);
    }
}
