using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Indexing.Ingest.Messaging;

/// <summary>Registers the write path's consumers and what announces pictures to them.</summary>
public static class IngestMessagingExtensions
{
    /// <summary>Adds the consumers to the host's bus, and what they need. The host adds <c>AddIngest</c>.</summary>
    public static void AddIngestConsumers(this IBusRegistrationConfigurator bus)
    {
        ArgumentNullException.ThrowIfNull(bus);
        bus.AddConsumer<IngestImageConsumer, IngestImageConsumerDefinition>();
        bus.AddConsumer<DeleteImageConsumer>();
        bus.TryAddSingleton<AnnouncementRules>();
        bus.TryAddSingleton<StoreAvailability>();
    }

    /// <summary>Removes kept inline pictures when they are no longer shown; only for a host that keeps them.</summary>
    public static void AddInlinePictureCleaner(this IBusRegistrationConfigurator bus)
    {
        ArgumentNullException.ThrowIfNull(bus);
        bus.AddConsumer<InlinePictureCleaner>();
    }

    /// <summary>Adds <see cref="ImageAnnouncer"/>. The host adds the bus.</summary>
    public static IServiceCollection AddImageAnnouncer(this IServiceCollection services)
    {
        services.TryAddSingleton<AnnouncementRules>();
        return services.AddSingleton<ImageAnnouncer>();
    }

    /// <summary>Announces unfinished pictures again at start; only for a bus that lives in memory, and to be added after it.</summary>
    public static IServiceCollection AddPendingImages(this IServiceCollection services) => services.AddHostedService<PendingImages>();
}
