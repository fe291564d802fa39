using Indexing.Contracts;
using MassTransit;

namespace Indexing.Ingest.Messaging;

/// <summary>From the queue to <see cref="ImageIngestor.DeleteAsync"/> and back.</summary>
public sealed class DeleteImageConsumer(CurrentIngestor ingestor, StoreAvailability stores, AnnouncementRules rules)
    : IConsumer<DeleteImage>
{
    /// <inheritdoc/>
    /// <exception cref="InvalidMessageException">The message breaks a rule that sending it again does not mend.</exception>
    /// <exception cref="QueueUnavailableException">The broker did not take the event.</exception>
    public async Task Consume(ConsumeContext<DeleteImage> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var image = context.Message;
        rules.Demand(image);
        await stores.RunAsync(
            source: null,
            async () =>
            {
                await ingestor.DeleteAsync(image, context.CancellationToken).ConfigureAwait(false);
                return image;
            },
            context.CancellationToken).ConfigureAwait(false);
        await context.PublishEventAsync(new ImageDeleted { ImageId = image.ImageId, Tenant = image.Tenant, Version = image.Version })
            .ConfigureAwait(false);
    }
}
