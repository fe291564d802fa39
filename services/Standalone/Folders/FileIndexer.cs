using System.Security.Cryptography;
using Indexing.Contracts;
using Indexing.Ingest;
using Indexing.VectorStore;
using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;
using Microsoft.Extensions.Options;

namespace Indexing.Standalone.Folders;

/// <summary>
/// Makes one file findable unless its content was indexed before. Safe for concurrent use.
/// </summary>
/// <remarks>
/// It calls <see cref="CurrentIngestor"/> without a bus in between: a folder needs no queue, and so a file is begun only when another one
/// is finished, the progress is true, and Ctrl-C leaves nothing behind but files that were not begun.
/// </remarks>
internal sealed class FileIndexer(
    CurrentIngestor ingestor, IVectorStore store, IOptions<ImageDecodingOptions> limits, TimeProvider clock)
{
    private static readonly string EmptySha256 = Convert.ToHexStringLower(SHA256.HashData([]));
    private readonly TransientRetry _retry = new(clock);

    /// <summary>Indexes a file.</summary>
    /// <param name="path">Absolute path; it is the picture's id.</param>
    /// <param name="tenant">Owner of the picture.</param>
    /// <param name="tags">Tags of the picture; other tags than stored ones index it again.</param>
    /// <returns>What became of it. A failure of this file alone is an outcome.</returns>
    /// <exception cref="VectorStoreException">The store failed for good (for example: the disk is full).</exception>
    public async Task<FileOutcome> IndexAsync(string path, string tenant, IReadOnlyList<string> tags)
    {
        try
        {
            return await _retry.RunAsync(() => IndexOnceAsync(path, tenant, tags));
        }
        catch (Exception e) when (!ConcernsEveryFile(e))
        {
            return new FileOutcome(path, FileOutcomeKind.Failed, Reason: $"{e.GetType().Name}: {e.Message}");
        }
    }

    /// <summary>Whether going on with the next file is useless: a full disk below the index, no models or libraries, a lost GPU.</summary>
    private static bool ConcernsEveryFile(Exception exception) =>
        exception is VectorStoreException { IsTransient: false } or ModelPackException or DllNotFoundException
            or InferenceException { IsDeviceLost: true } or InferenceException { IsTransient: false };

    private async Task<FileOutcome> IndexOnceAsync(string path, string tenant, IReadOnlyList<string> tags)
    {
        var records = await store.GetImagesAsync([new ImageKey(tenant, path)], CancellationToken.None);
        var known = records.Count > 0 ? records[0] : null;
        if (known is not null && await IsUnchangedAsync(known, path, tags))
        {
            return known.Status == ImageStatus.Indexed
                ? new FileOutcome(path, FileOutcomeKind.Skipped)
                : new FileOutcome(path, FileOutcomeKind.Rejected, Reason: $"{known.RejectedReason} (as in an earlier run)");
        }

        var (result, _) = await ingestor.IngestAsync(Announce(path, tenant, tags, known?.Version), CancellationToken.None);
        return result switch
        {
            IngestResult.Indexed indexed => new FileOutcome(path, FileOutcomeKind.Indexed, indexed.Words),
            IngestResult.Rejected { Rejection: var why } =>
                new FileOutcome(path, FileOutcomeKind.Rejected, Reason: $"{why.Code}: {why.Detail}"),
            _ => throw new InvalidOperationException($"Unknown result {result}."),
        };
    }

    private IngestImage Announce(string path, string tenant, IReadOnlyList<string> tags, long? knownVersion) => new()
    {
        ImageId = path,
        Tenant = tenant,
        Version = ImageVersion.Next(clock, knownVersion),
        Source = new ImageSource { Uri = FileUri.From(path) },
        Tags = tags,
    };

    private async Task<bool> IsUnchangedAsync(ImageRecord known, string path, IReadOnlyList<string> tags) =>
        known.Status is ImageStatus.Indexed or ImageStatus.Rejected
        && known.ModelVersion == ingestor.Model
        && known.ContentHash is not null
        && known.Tags.ToHashSet(StringComparer.Ordinal).SetEquals(tags)
        && known.ContentHash == await HashAsync(path);

    /// <summary>SHA-256 of the file, or <see langword="null"/> when the write path will find out why it cannot be read.</summary>
    private async Task<string?> HashAsync(string path)
    {
        try
        {
            // A FIFO or a device has length 0, and opening it could wait for ever.
            var length = new FileInfo(path).Length;
            if (length == 0 || length > limits.Value.MaxBytes)
                return length == 0 ? EmptySha256 : null;
            await using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(content));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
