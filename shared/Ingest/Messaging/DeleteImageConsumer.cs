using Indexing.Contracts;
using MassTransit;

namespace Indexing.Ingest.Messaging;

/// <summary>From the queue to <see cref="ImageIngestor.DeleteAsync"/> and back.</summary>
public sealed class DeleteImageConsumer(ImageIngestor ingestor) : IConsumer<DeleteImage>
{
    /// <inheritdoc/>
    public async Task Consume(ConsumeContext<DeleteImage> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var image = context.Message;
        await ingestor.DeleteAsync(image, context.CancellationToken).ConfigureAwait(false);
        await context.Publish(new ImageDeleted { ImageId = image.ImageId, Tenant = image.Tenant, Version = image.Version })
            .ConfigureAwait(false);
    }
}
