using System.Buffers;
using System.Security.Cryptography;
using Indexing.BlobStore;
using Indexing.Contracts;
using Indexing.Vision.Imaging;
using Microsoft.Extensions.Options;

namespace Indexing.Ingest;

/// <summary>Step 1 of the write path: reads the announced picture into pooled memory, within the byte limit, and hashes it.</summary>
public sealed class ImageFetcher(IEnumerable<IBlobStore> stores, IOptions<ImageDecodingOptions> limits)
{
    private const int FirstBuffer = 256 * 1024;
    private readonly IBlobStore[] _stores = [.. stores];
    private readonly int _maxBytes = limits.Value.MaxBytes;

    /// <summary>Fetches a picture.</summary>
    /// <returns>The picture or why it cannot be used; the caller disposes it.</returns>
    /// <exception cref="BlobStoreException">The blob store failed.</exception>
    public async Task<FetchedImage> FetchAsync(ImageSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Inline is { } inline)
        {
            var content = new MemoryStream(inline, writable: false);
            return await ReadAsync(content, inline.Length, source.Sha256, cancellationToken).ConfigureAwait(false);
        }

        if (!Uri.TryCreate(source.Uri, UriKind.Absolute, out var uri) || Array.Find(_stores, store => store.CanOpen(uri)) is not { } store)
            return FetchedImage.Reject(
                "unsupported_source", "The source has neither inline bytes nor an address that a blob store here can open.");

        var blob = await store.OpenAsync(uri, cancellationToken).ConfigureAwait(false);
        switch (blob.Status)
        {
            case OpenBlobStatus.NotFound:
                return FetchedImage.Reject("not_found", "There is no picture at this address.");
            case OpenBlobStatus.Forbidden:
                return FetchedImage.Reject("forbidden", "The address lies outside of what this service may read.");
            default:
                await using (blob.Content!.ConfigureAwait(false))
                    return await ReadAsync(blob.Content!, blob.Length, source.Sha256, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<FetchedImage> ReadAsync(Stream content, long? length, string? expectedSha256, CancellationToken cancellationToken)
    {
        if (length > _maxBytes)
            return TooLarge(length.Value);
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Max(1, length ?? FirstBuffer));
        try
        {
            var (filled, overflow) = (0, false);
            while (true)
            {
                if (filled == buffer.Length)
                    buffer = Grow(buffer, filled);
                var read = await content.ReadAsync(buffer.AsMemory(filled), cancellationToken).ConfigureAwait(false);
                filled += read;
                overflow = filled > _maxBytes;
                if (read == 0 || overflow)
                    break;
            }

            var sha256 = Convert.ToHexStringLower(SHA256.HashData(buffer.AsSpan(0, filled)));
            var rejection = overflow ? TooLarge(filled)
                : expectedSha256 is not null && !string.Equals(expectedSha256, sha256, StringComparison.OrdinalIgnoreCase)
                    ? FetchedImage.Reject("hash_mismatch", $"The picture has SHA-256 {sha256}, announced was {expectedSha256}.")
                    : null;
            if (rejection is null)
                return FetchedImage.From(buffer, filled, sha256);
            ArrayPool<byte>.Shared.Return(buffer);
            return rejection;
        }
        catch (IOException e)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw new BlobStoreException($"Reading the picture failed: {e.Message}", isTransient: true, e);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    private FetchedImage TooLarge(long length) =>
        FetchedImage.Reject(
            "too_large", $"The picture has at least {length} bytes, allowed are {_maxBytes}; raise ImageDecoding:MaxBytes to allow it.");

    private static byte[] Grow(byte[] buffer, int filled)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
