using Indexing.Ingest.Messaging;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Indexing.Ingest.RabbitMq;

/// <summary>Registers the write path's transport over RabbitMQ.</summary>
public static class IngestRabbitMqExtensions
{
    private const string ReadyTag = "ready";

    /// <summary>Between the end of the bus and the end of the process, for what is left to flush.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(4);

    /// <summary>Adds a bus that publishes commands to the queues. Health check <c>broker</c>.</summary>
    public static IServiceCollection AddIngestPublisher(this IServiceCollection services) =>
        services.AddBroker(consume: false);

    /// <summary>
    /// Adds a bus that consumes the queues with the write path. The host adds <c>AddIngest</c> and what that needs. Health checks
    /// <c>broker</c> and <c>stores</c>.
    /// </summary>
    public static IServiceCollection AddIngestWorker(this IServiceCollection services)
    {
        services.AddSingleton<ProcessingGate>();
        services.AddSingleton<MessageForwarder>();
        services.AddSingleton<FailedMessages>();
        services.AddHealthChecks().AddCheck<StoreAvailabilityCheck>(StoreAvailabilityCheck.Name, tags: [ReadyTag]);
        services.AddOptions<MassTransitHostOptions>().Configure<IOptions<RabbitMqOptions>>((bus, options) =>
        {
            bus.ConsumerStopTimeout = options.Value.StopTimeout;
            bus.StopTimeout = options.Value.StopTimeout + Farewell;
        });
        services.AddOptions<HostOptions>().Configure<IConfiguration>((host, configuration) =>
            host.ShutdownTimeout = StopTimeout(configuration) + (2 * Farewell));
        return services.AddBroker(consume: true);
    }

    /// <summary>The host asks while it is being built: validating all of the options there would hide the failures of all others.</summary>
    private static TimeSpan StopTimeout(IConfiguration configuration) =>
        TimeSpan.TryParse(configuration[$"{RabbitMqOptions.SectionName}:{nameof(RabbitMqOptions.StopTimeout)}"], out var configured)
            ? configured
            : new RabbitMqOptions().StopTimeout;

    /// <summary>Adds <see cref="BrokerConnection"/> and <see cref="DeadLetters"/> alone, for tools.</summary>
    public static IServiceCollection AddDeadLetters(this IServiceCollection services) =>
        services.AddBrokerConnection().AddSingleton<DeadLetters>();

    private static IServiceCollection AddBrokerConnection(this IServiceCollection services)
    {
        services.AddOptions<RabbitMqOptions>().BindConfiguration(RabbitMqOptions.SectionName)
            .Configure<IConfiguration>((options, configuration) =>
            {
                if (options.Uri.Length == 0)
                    options.Uri = configuration.GetConnectionString(RabbitMqOptions.ConnectionStringName) ?? "";
            })
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<RabbitMqOptions>, RabbitMqOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<BrokerConnection>();
        return services;
    }

    private static IServiceCollection AddBroker(this IServiceCollection services, bool consume)
    {
        services.AddBrokerConnection();
        services.AddHostedService<QueueDeclaration>();
        return services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.ConfigureHealthCheckOptions(check =>
            {
                check.Name = "broker";
                check.Tags.Clear();
                check.Tags.Add(ReadyTag);
            });
            if (consume)
                bus.AddIngestConsumers();
            bus.UsingRabbitMq((context, transport) =>
            {
                IngestBus.Publish(context, transport);
                if (consume)
                    IngestBus.Consume(context, transport);
            });
        });
    }
}
