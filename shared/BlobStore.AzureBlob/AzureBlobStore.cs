using Azure;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Options;

namespace Indexing.BlobStore.AzureBlob;

/// <summary>
/// Reads pictures of one Azure storage account by addresses <c>azblob://container/name/with/slashes</c>, the name percent-encoded as in
/// any URI. Content is streamed: one connection and a small buffer per open blob, whatever its size.
/// </summary>
/// <remarks>
/// Safe for concurrent use. A blob or container that does not exist is <see cref="OpenBlobStatus.NotFound"/>; a container that is not
/// listed, or a blob the credentials may not read, <see cref="OpenBlobStatus.Forbidden"/>. Refused credentials are a failure that is not
/// transient; timeouts, broken connections, overload (408, 429) and 5xx are transient.
/// </remarks>
public sealed class AzureBlobStore : IBlobStore
{
    /// <summary>A name that no publisher uses: asking for it needs the right to read blobs and no other.</summary>
    private const string ProbeName = ".indexing/probe";

    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(3);

    private readonly BlobServiceClient _service;
    private readonly BlobServiceClient _impatient;
    private readonly string[] _containers;
    private readonly TimeSpan _limit;

    /// <summary>Creates the store; connects with the first call.</summary>
    /// <param name="options">The account and its containers.</param>
    public AzureBlobStore(IOptions<AzureBlobStoreOptions> options)
        : this(options.Value, transport: null)
    {
    }

    /// <summary>For tests: another way to the network.</summary>
    internal AzureBlobStore(AzureBlobStoreOptions options, HttpPipelineTransport? transport)
    {
        _service = BlobService.Connect(options, options.Timeout, options.Retries, transport);
        _impatient = BlobService.Connect(options, CheckTimeout, retries: 0, transport);
        _containers = [.. options.Containers];
        _limit = options.Timeout * (1 + options.Retries);
    }

    /// <inheritdoc/>
    public bool CanOpen(Uri uri) => uri.IsAbsoluteUri && uri.Scheme == AzureBlobAddress.Scheme;

    /// <inheritdoc/>
    public async Task<OpenBlobResult> OpenAsync(Uri uri, CancellationToken cancellationToken)
    {
        if (!CanOpen(uri)) throw new ArgumentException($"Not an absolute {AzureBlobAddress.Scheme}: address: {uri}.", nameof(uri));
        cancellationToken.ThrowIfCancellationRequested();
        if (!AzureBlobAddress.TryParse(uri, out var address) || !IsAllowed(address.Container)) return Without(OpenBlobStatus.Forbidden);
        if (address.Container.Length == 0 || address.Name.Length == 0) return Without(OpenBlobStatus.NotFound);
        // The SDK keeps this token for the requests that resume a broken download, so it lives as long as the stream.
        var lifetime = new CancellationTokenSource();
        try
        {
            return await DownloadAsync(address, lifetime, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException error) when (AzureBlobFailure.Outcome(error) is { } outcome)
        {
            lifetime.Dispose();
            return Without(outcome);
        }
        catch (Exception error) when (AzureBlobFailure.IsOfTheStore(error))
        {
            lifetime.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw AzureBlobFailure.Translate(error, _service.Uri);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Asks once for a blob that does not exist, in the first listed container, and waits 3 s at most. Without listed containers only the
    /// credentials are verified.
    /// </remarks>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var container = _containers.Length > 0 ? _containers[0] : "indexing-probe";
        try
        {
            var probe = _impatient.GetBlobContainerClient(container).GetBlobClient(ProbeName);
            await probe.ExistsAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException error) when (_containers.Length == 0 && AzureBlobFailure.Outcome(error) is not null)
        {
            // The service knows who asks; whether he may read this container says nothing about others.
        }
        catch (Exception error) when (AzureBlobFailure.IsOfTheStore(error))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw AzureBlobFailure.Translate(error, _service.Uri);
        }
    }

    private async Task<OpenBlobResult> DownloadAsync(
        AzureBlobAddress address, CancellationTokenSource lifetime, CancellationToken cancellationToken)
    {
        // A service that asks for patience (Retry-After) must not keep the caller longer than the options say.
        lifetime.CancelAfter(_limit);
        using var link = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), lifetime);
        var blob = _service.GetBlobContainerClient(address.Container).GetBlobClient(address.Name);
        var download = (await blob.DownloadStreamingAsync(cancellationToken: lifetime.Token).ConfigureAwait(false)).Value;
        lifetime.CancelAfter(Timeout.InfiniteTimeSpan);
        return new OpenBlobResult
        {
            Status = OpenBlobStatus.Opened,
            Content = new AzureBlobStream(download.Content, lifetime, _limit, _service.Uri),
            Length = download.Details.ContentLength,
        };
    }

    private bool IsAllowed(string container) => _containers.Length == 0 || _containers.Contains(container, StringComparer.Ordinal);

    private static OpenBlobResult Without(OpenBlobStatus status) => new() { Status = status };
}
