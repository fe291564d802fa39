using Indexing.Contracts;
using MassTransit;

namespace Indexing.Ingest.Messaging;

/// <summary>Removes inline pictures that are no longer shown: older versions, rejected and deleted ones.</summary>
public sealed class InlinePictureCleaner(InlinePictures pictures)
    : IConsumer<ImageIndexed>, IConsumer<ImageRejected>, IConsumer<ImageDeleted>
{
    /// <inheritdoc/>
    public Task Consume(ConsumeContext<ImageIndexed> context) =>
        RemoveUpTo(context.Message.Tenant, context.Message.ImageId, context.Message.Version - 1);

    /// <inheritdoc/>
    public Task Consume(ConsumeContext<ImageRejected> context) =>
        RemoveUpTo(context.Message.Tenant, context.Message.ImageId, context.Message.Version);

    /// <inheritdoc/>
    public Task Consume(ConsumeContext<ImageDeleted> context) =>
        RemoveUpTo(context.Message.Tenant, context.Message.ImageId, context.Message.Version);

    private Task RemoveUpTo(string tenant, string imageId, long version)
    {
        pictures.RemoveUpTo(tenant, imageId, version);
        return Task.CompletedTask;
    }
}
