using System.Diagnostics.CodeAnalysis;
using Indexing.Contracts;
using Indexing.VectorStore;
using MassTransit;
using Microsoft.Extensions.Options;

namespace Indexing.Ingest.Messaging;

/// <summary>
/// Takes pictures in: checks the announcement, gives it a version, writes it down as pending and puts it on the bus, in this order, so
/// that a process that dies in between has lost nothing. Safe for concurrent use.
/// </summary>
public sealed class ImageAnnouncer(
    IVectorStore store, IBus bus, InlinePictures inlinePictures, AnnouncementRules rules, TimeProvider clock)
{
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Announces a picture.</summary>
    /// <exception cref="VectorStoreException">The store failed; nothing was announced.</exception>
    /// <exception cref="QueueUnavailableException">The record is pending, but no worker will hear of it: announce it again.</exception>
    /// <exception cref="BlobStore.BlobStoreException">An inline picture could not be kept; nothing was announced.</exception>
    public async Task<AnnounceResult> AnnounceAsync(IngestImageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (rules.Check(request) is { } refused)
            return refused;
        var key = new ImageKey(request.Tenant ?? TenantAccess.Default, request.ImageId);
        var known = await FindAsync(key, cancellationToken).ConfigureAwait(false);
        var image = new IngestImage
        {
            ImageId = request.ImageId,
            Tenant = key.Tenant,
            Version = request.Version ?? ImageVersion.Next(clock, known?.Version),
            Source = request.Source,
            Tags = request.Tags,
            Metadata = request.Metadata,
        };
        if (IsSettled(known, image.Version))
            return new AnnounceResult.Accepted(StatusOf(known));
        image = image with { Source = await KeepInlineAsync(image, cancellationToken).ConfigureAwait(false) };
        return await AcceptAsync(image, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Takes a picture in that comes as a stream: keeps it where inline pictures are kept, or sends it inline when it is small.
    /// </summary>
    /// <exception cref="VectorStoreException">The store failed; nothing was announced.</exception>
    /// <exception cref="QueueUnavailableException">The record is pending, but no worker will hear of it: upload it again.</exception>
    /// <exception cref="BlobStore.BlobStoreException">The picture could not be kept; nothing was announced.</exception>
    public async Task<AnnounceResult> UploadAsync(UploadedImage upload, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(upload);
        if (rules.Check(upload) is { } refused)
            return refused;
        var key = upload.Key;
        var known = await FindAsync(key, cancellationToken).ConfigureAwait(false);
        var version = upload.Version ?? ImageVersion.Next(clock, known?.Version);
        if (IsSettled(known, version))
            return new AnnounceResult.Accepted(StatusOf(known));
        var source = inlinePictures.IsEnabled
            ? new ImageSource
            {
                Uri = await inlinePictures.KeepAsync(key.Tenant, key.ImageId, version, upload.Content, cancellationToken)
                    .ConfigureAwait(false),
            }
            : new ImageSource { Inline = await rules.ReadInlineAsync(upload.Content, cancellationToken).ConfigureAwait(false) };
        if (source is { Uri: null, Inline: null })
            return rules.NotKept();
        var image = new IngestImage
        {
            ImageId = key.ImageId,
            Tenant = key.Tenant,
            Version = version,
            Source = source,
            Tags = upload.Tags,
        };
        return await AcceptAsync(image, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Whether this version is of no use any more. Its bytes must not be kept then: they would take the place of those that were indexed.
    /// </summary>
    private static bool IsSettled([NotNullWhen(true)] ImageRecord? known, long version) =>
        known is not null && (known.Version > version || (known.Version == version && known.Status != ImageStatus.Pending));

    /// <summary>Announces a picture again whose record is still pending; the record must have an address.</summary>
    public Task AnnounceAgainAsync(ImageRecord pending, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pending);
        var image = new IngestImage
        {
            ImageId = pending.Key.ImageId,
            Tenant = pending.Key.Tenant,
            Version = pending.Version,
            Source = new ImageSource { Uri = pending.Uri, Sha256 = pending.ContentHash },
            Tags = pending.Tags,
            Metadata = pending.Metadata,
        };
        return PublishAsync(image, cancellationToken);
    }

    /// <summary>Forgets a picture: it is gone when this returns, and the event follows.</summary>
    /// <returns>Whether the picture was known.</returns>
    /// <exception cref="VectorStoreException">The store failed; the picture is still there.</exception>
    /// <exception cref="QueueUnavailableException">The picture is gone; only the event is missing.</exception>
    public async Task<bool> DeleteAsync(ImageKey key, CancellationToken cancellationToken)
    {
        if (await FindAsync(key, cancellationToken).ConfigureAwait(false) is not { } known)
            return false;
        if (known.Status == ImageStatus.Deleted)
            return true;
        var deletion = new DeleteImage { ImageId = key.ImageId, Tenant = key.Tenant, Version = ImageVersion.Next(clock, known.Version) };
        // The tombstone is written here and again by the consumer: the message alone could be lost with the process.
        var tombstone = new ImageRecord
        {
            Key = key,
            Version = deletion.Version,
            Status = ImageStatus.Deleted,
            UpdatedAt = clock.GetUtcNow(),
        };
        await store.ReplaceImageAsync(tombstone, [], cancellationToken).ConfigureAwait(false);
        await PublishAsync(deletion, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>What became of a picture, or <see langword="null"/> when it was never announced.</summary>
    /// <exception cref="VectorStoreException">The store failed.</exception>
    public async Task<ImageStatusView?> GetStatusAsync(ImageKey key, CancellationToken cancellationToken) =>
        await FindAsync(key, cancellationToken).ConfigureAwait(false) is { } record ? StatusOf(record) : null;

    /// <summary>A bus that lost its broker waits for it; a caller over HTTP does not.</summary>
    private async Task PublishAsync<T>(T message, CancellationToken cancellationToken)
        where T : class
    {
        using var limit = new CancellationTokenSource(PublishTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await bus.Publish(message, either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new QueueUnavailableException("The queue did not take the message. Check the broker and send the request again.", e);
        }
    }

    private async Task<AnnounceResult> AcceptAsync(IngestImage image, CancellationToken cancellationToken)
    {
        var pending = Pending(image);
        var replaced = await store.ReplaceImageAsync(pending, [], cancellationToken).ConfigureAwait(false);
        if (replaced == ReplaceResult.Superseded)
        {
            var newer = await FindAsync(pending.Key, cancellationToken).ConfigureAwait(false) ?? pending;
            // Nobody will hear of this version, so nobody would remove what was kept of it.
            if (newer.Version > image.Version)
                inlinePictures.RemoveUpTo(image.Tenant, image.ImageId, image.Version);
            return new AnnounceResult.Accepted(StatusOf(newer));
        }

        await PublishAsync(image, cancellationToken).ConfigureAwait(false);
        return new AnnounceResult.Accepted(StatusOf(pending));
    }

    private async Task<ImageRecord?> FindAsync(ImageKey key, CancellationToken cancellationToken)
    {
        var records = await store.GetImagesAsync([key], cancellationToken).ConfigureAwait(false);
        return records.Count > 0 ? records[0] : null;
    }

    private async Task<ImageSource> KeepInlineAsync(IngestImage image, CancellationToken cancellationToken)
    {
        if (image.Source.Inline is not { } content || !inlinePictures.IsEnabled)
            return image.Source;
        var uri = await inlinePictures.KeepAsync(image.Tenant, image.ImageId, image.Version, content, cancellationToken)
            .ConfigureAwait(false);
        return image.Source with { Inline = null, Uri = uri };
    }

    private ImageRecord Pending(IngestImage image) => new()
    {
        Key = new ImageKey(image.Tenant, image.ImageId),
        Version = image.Version,
        Status = ImageStatus.Pending,
        Uri = image.Source.Uri,
        ContentHash = image.Source.Sha256?.ToLowerInvariant(),
        Tags = image.Tags,
        Metadata = image.Metadata,
        UpdatedAt = clock.GetUtcNow(),
    };

    private static ImageStatusView StatusOf(ImageRecord record) => new()
    {
        ImageId = record.Key.ImageId,
        Tenant = record.Key.Tenant,
        Version = record.Version,
        Status = ImageStatusNames.Of(record.Status),
        Words = record.WordCount,
        Reason = record.RejectedReason,
    };
}
