namespace Indexing.BlobStore.AzureBlob;

/// <summary>
/// A blob on its way from the service, read forward once. Errors are the port's; the SDK below resumes broken connections, under
/// <paramref name="lifetime"/>, and pins the version of the blob that was opened. It does so five times whatever the retries in its
/// options, so the patience of one read is limited here.
/// </summary>
internal sealed class AzureBlobStream(Stream content, CancellationTokenSource lifetime, TimeSpan readLimit, Uri account) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

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

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Waits for the asynchronous read, which has the limit.</summary>
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
            content.Dispose();
            lifetime.Dispose();
        }
        base.Dispose(disposing);
    }
}
