using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Ingest.Messaging;

/// <summary>Registers the write path's consumers and what announces pictures to them.</summary>
public static class IngestMessagingExtensions
{
    /// <summary>Adds the consumers to the host's bus.</summary>
    public static void AddIngestConsumers(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<IngestImageConsumer, IngestImageConsumerDefinition>();
        bus.AddConsumer<DeleteImageConsumer, DeleteImageConsumerDefinition>();
        bus.AddConsumer<InlinePictureCleaner>();
    }

    /// <summary>Adds <see cref="ImageAnnouncer"/>. The host adds the bus.</summary>
    public static IServiceCollection AddImageAnnouncer(this IServiceCollection services) => services
        .AddSingleton<AnnouncementRules>()
        .AddSingleton<ImageAnnouncer>();

    /// <summary>Announces unfinished pictures again at start; only for a bus that lives in memory, and to be added after it.</summary>
    public static IServiceCollection AddPendingImages(this IServiceCollection services) => services.AddHostedService<PendingImages>();
}
