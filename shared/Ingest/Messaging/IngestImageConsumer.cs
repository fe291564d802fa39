using Indexing.Contracts;
using MassTransit;

namespace Indexing.Ingest.Messaging;

/// <summary>From the queue to <see cref="ImageIngestor"/> and back: message to arguments, result to event.</summary>
public sealed class IngestImageConsumer(CurrentIngestor ingestor, StoreAvailability stores, AnnouncementRules rules)
    : IConsumer<IngestImage>
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
        var stop = context.CancellationToken;
        var (result, model) = await stores.RunAsync(source, () => ingestor.IngestAsync(image, stop), stop).ConfigureAwait(false);
        await (result switch
        {
            IngestResult.Indexed indexed => context.PublishEventAsync(Event(image, indexed, model)),
            IngestResult.Rejected rejected => context.PublishEventAsync(Event(image, rejected.Rejection)),
            _ => throw new InvalidOperationException($"Unknown result {result}."),
        }).ConfigureAwait(false);
    }

    private static ImageIndexed Event(IngestImage image, IngestResult.Indexed indexed, string model) => new()
    {
        ImageId = image.ImageId,
        Tenant = image.Tenant,
        Version = image.Version,
        Words = indexed.Words,
        ModelVersion = model,
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
