using System.Security.Cryptography;
using Indexing.BlobStore;
using Indexing.VectorStore;
using Indexing.Vision.Imaging;
using Microsoft.Extensions.Options;

namespace Indexing.Search.Localisation;

/// <summary>
/// Fetches indexed pictures again from where they lie, under the rules of the blob stores and the limits of decoding, a few at a time. Safe
/// for concurrent use.
/// </summary>
public sealed class StoredPictures(IEnumerable<IBlobStore> stores, ImageDecoder decoder, IOptions<ImageDecodingOptions> limits)
{
    private const int Piece = 64 * 1024;

    /// <summary>Pictures in hand at a time: each may take the memory of an encoded and a decoded photograph.</summary>
    private static readonly SemaphoreSlim Turns = new(Environment.ProcessorCount);

    private readonly IBlobStore[] _stores = [.. stores];
    private readonly int _maxBytes = limits.Value.MaxBytes;

    /// <summary>Fetches and decodes a picture.</summary>
    /// <returns>
    /// The picture, or why there is none: it was not kept, is gone, or was changed since it was indexed. The caller disposes it.
    /// </returns>
    /// <exception cref="BlobStoreException">The blob store failed.</exception>
    public async Task<StoredPicture> OpenAsync(ImageRecord image, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (!Uri.TryCreate(image.Uri, UriKind.Absolute, out var uri) || Array.Find(_stores, store => store.CanOpen(uri)) is not { } store)
            return new StoredPicture("The picture was not kept: it was sent inline.");
        await Turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var blob = await store.OpenAsync(uri, cancellationToken).ConfigureAwait(false);
            if (blob.Content is not { } content)
                return new StoredPicture("The picture is no longer there, or outside of the folders that may be read (serve --root).");
            await using (content.ConfigureAwait(false))
                return Decode(image, await ReadAsync(content, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            Turns.Release();
        }
    }

    /// <summary>All bytes, or <see langword="null"/> when there are more than a picture may have.</summary>
    private async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        var read = new MemoryStream();
        var piece = new byte[Piece];
        try
        {
            int count;
            while ((count = await content.ReadAsync(piece, cancellationToken).ConfigureAwait(false)) > 0)
            {
                read.Write(piece, 0, count);
                if (read.Length > _maxBytes)
                    return null;
            }
        }
        catch (IOException e)
        {
            throw new BlobStoreException($"Reading the picture failed: {e.Message}", isTransient: true, e);
        }

        return read.GetBuffer().AsMemory(0, (int)read.Length);
    }

    /// <summary>Other bytes than the indexed ones are refused: boxes are of the picture that is shown with the index's own words.</summary>
    private StoredPicture Decode(ImageRecord image, ReadOnlyMemory<byte>? encoded)
    {
        if (encoded is not { } bytes || (image.ContentHash is { } hash && Convert.ToHexStringLower(SHA256.HashData(bytes.Span)) != hash))
            return new StoredPicture("What is there now is not the picture that was indexed; index it again.");
        var decoded = decoder.Decode(bytes);
        return decoded.IsDecoded
            ? new StoredPicture(decoded.Image)
            : new StoredPicture($"What is there now cannot be read: {decoded.Rejection.Message}");
    }
}
