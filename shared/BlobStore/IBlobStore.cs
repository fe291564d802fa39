namespace Indexing.BlobStore;

/// <summary>Where pictures are fetched from. Safe for concurrent use.</summary>
/// <remarks>
/// Every method throws <see cref="BlobStoreException"/> when the store fails, with <see cref="BlobStoreException.IsTransient"/>
/// telling whether a retry can help, and <see cref="OperationCanceledException"/> only when the caller's token was cancelled.
/// A picture that does not exist or may not be read is an expected outcome and a return value.
/// </remarks>
public interface IBlobStore
{
    /// <summary>Whether this store is responsible for the address (scheme and form), not whether the blob exists.</summary>
    bool CanOpen(Uri uri);

    /// <summary>Opens a blob for reading.</summary>
    /// <param name="uri">The blob's address, in a form that <see cref="CanOpen"/> accepts.</param>
    /// <param name="cancellationToken">Cancels the opening; reading is cancelled by the token given to the read.</param>
    /// <returns>The opened blob, which the caller disposes, or why there is none.</returns>
    Task<OpenBlobResult> OpenAsync(Uri uri, CancellationToken cancellationToken);

    /// <summary>
    /// Verifies that blobs can be fetched at all now. Tells an outage, during which workers wait, from a failure of one blob; a store
    /// whose addresses lie on independent hosts has nothing to verify.
    /// </summary>
    /// <exception cref="BlobStoreException">The store is away.</exception>
    Task CheckAsync(CancellationToken cancellationToken);
}
