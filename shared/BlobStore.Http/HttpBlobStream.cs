namespace Indexing.BlobStore.Http;

/// <summary>
/// A picture on its way from a web server, read forward once. Owns the response and the deadline of the whole transfer; every single read
/// has a limit of its own, so that neither silence nor a drip of bytes holds a worker.
/// </summary>
internal sealed class HttpBlobStream(
    HttpResponseMessage response, Stream content, CancellationTokenSource deadline, TimeSpan readTimeout, Uri uri) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

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

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Waits for the asynchronous read, which has the limits.</summary>
    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

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
