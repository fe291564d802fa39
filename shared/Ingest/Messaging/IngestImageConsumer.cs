using Indexing.Contracts;
using Indexing.Vision.Onnx;
using MassTransit;

namespace Indexing.Ingest.Messaging;

/// <summary>From the queue to <see cref="ImageIngestor"/> and back: message to arguments, result to event.</summary>
public sealed class IngestImageConsumer(
    ImageIngestor ingestor, StoreAvailability stores, AnnouncementRules rules, ModelPack pack) : IConsumer<IngestImage>
{
    /// <inheritdoc/>
    /// <exception cref="InvalidMessageException">The message breaks a rule that sending it again does not mend.</exception>
    /// <exception cref="QueueUnavailableException">The broker did not take the event.</exception>
    public async Task Consume(ConsumeContext<IngestImage> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var image = context.Message;
        rules.Demand(image);
        var source = image.Source.Uri is { } uri ? new Uri(uri) : null;
        var result = await stores.RunAsync(source, () => ingestor.IngestAsync(image, context.CancellationToken), context.CancellationToken)
            .ConfigureAwait(false);
        await (result switch
        {
            IngestResult.Indexed indexed => context.PublishEventAsync(Event(image, indexed)),
            IngestResult.Rejected rejected => context.PublishEventAsync(Event(image, rejected.Rejection)),
            _ => throw new InvalidOperationException($"Unknown result {result}."),
        }).ConfigureAwait(false);
    }

    private ImageIndexed Event(IngestImage image, IngestResult.Indexed indexed) => new()
    {
        ImageId = image.ImageId,
        Tenant = image.Tenant,
        Version = image.Version,
        Words = indexed.Words,
        ModelVersion = pack.Id,
    };

    private static ImageRejected Event(IngestImage image, IngestRejection rejection) => new()
    {
        ImageId = image.ImageId,
        Tenant = image.Tenant,
        Version = image.Version,
        Reason = rejection.Code,
        Detail = rejection.Detail,
    };
}
