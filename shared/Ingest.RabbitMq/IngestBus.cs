using System.Diagnostics;
using Indexing.Contracts;
using Indexing.Ingest.Messaging;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace Indexing.Ingest.RabbitMq;

/// <summary>The bus over RabbitMQ: where each message goes, and how each queue is consumed.</summary>
internal static class IngestBus
{
    /// <summary>Beyond the pictures in work, so that a worker need not wait for the broker between two pictures.</summary>
    private const int PrefetchAhead = 2;

    /// <summary>A picture of plain JSON has no type; an envelope has, and keeps working beside it.</summary>
    private const RawSerializerOptions PlainJson = RawSerializerOptions.AnyMessageType | RawSerializerOptions.AddTransportHeaders;

    /// <summary>Connects; messages are published as plain JSON to exchanges that any language can name.</summary>
    public static void Publish(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator bus)
    {
        var factory = new ConnectionFactory { Uri = new Uri(context.GetRequiredService<IOptions<RabbitMqOptions>>().Value.Uri) };
        bus.Host(factory.HostName, (ushort)factory.Port, factory.VirtualHost, host =>
        {
            host.Username(factory.UserName);
            host.Password(factory.Password);
            host.PublisherConfirmation = true;
            host.Heartbeat(TimeSpan.FromSeconds(10));
            if (factory.Ssl.Enabled)
                host.UseSsl(tls => tls.ServerName = factory.HostName);
        });
        bus.AddRawJsonSerializer(PlainJson);
        bus.UseRawJsonSerializer(PlainJson, isDefault: true);
        bus.Message<IngestImage>(message => message.SetEntityName(IngestQueues.Interactive));
        bus.Message<DeleteImage>(message => message.SetEntityName(IngestQueues.Delete));
        bus.Message<ImageIndexed>(message => message.SetEntityName(IngestQueues.ImageIndexed));
        bus.Message<ImageRejected>(message => message.SetEntityName(IngestQueues.ImageRejected));
        bus.Message<ImageDeleted>(message => message.SetEntityName(IngestQueues.ImageDeleted));
        bus.ConfigurePublish(pipe => pipe.UseExecute(Describe));
    }

    /// <summary>Consumes the four work queues.</summary>
    public static void Consume(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator bus)
    {
        var options = context.GetRequiredService<IOptions<RabbitMqOptions>>().Value;
        var parallel = context.GetRequiredService<IOptions<IngestOptions>>().Value.PicturesInHand();
        var prefetch = options.Prefetch > 0 ? options.Prefetch : parallel + PrefetchAhead;

        Lane<IngestImageConsumer>(context, bus, IngestQueues.Bulk, prefetch, parallel, WorkLane(context, IngestQueues.Bulk));
        Lane<IngestImageConsumer>(
            context, bus, IngestQueues.Interactive, options.InteractiveParallel + 1, options.InteractiveParallel,
            WorkLane(context, IngestQueues.Interactive));
        Lane<IngestImageConsumer>(
            context, bus, IngestQueues.Quarantine, prefetch: 1, parallel: 1,
            ActivatorUtilities.CreateInstance<QuarantineFilter>(context));
        Lane<DeleteImageConsumer>(context, bus, IngestQueues.Delete, prefetch: 16, parallel: 8, filter: null);
    }

    private static WorkLaneFilter WorkLane(IBusRegistrationContext context, string queue) => new(
        queue, context.GetRequiredService<MessageForwarder>(), context.GetRequiredService<ProcessingGate>());

    private static void Lane<TConsumer>(
        IBusRegistrationContext context,
        IRabbitMqBusFactoryConfigurator bus,
        string queue,
        int prefetch,
        int parallel,
        IFilter<ReceiveContext>? filter)
        where TConsumer : class, IConsumer
    {
        var failed = context.GetRequiredService<FailedMessages>();
        var stopping = context.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        bus.ReceiveEndpoint(queue, endpoint =>
        {
            foreach (var (name, value) in IngestQueues.WorkArguments())
                endpoint.SetQueueArgument(name, value);
            endpoint.ConfigureConsumeTopology = false;
            endpoint.PrefetchCount = prefetch;
            endpoint.ConcurrentMessageLimit = parallel;
            endpoint.UseRawJsonDeserializer(PlainJson, isDefault: true);
            if (filter is not null)
                endpoint.ConfigureReceive(pipe => pipe.UseFilter(filter));
            endpoint.ConfigureError(pipe => pipe.UseFilter(new FaultFilter(queue, failed, stopping)));
            endpoint.ConfigureDeadLetter(pipe => pipe.UseFilter(new UnclaimedFilter(queue, failed)));
            endpoint.ConfigureConsumer<TConsumer>(context);
        });
    }

    /// <summary>
    /// The trace in W3C form, for subscribers in other languages; the time, from which <c>indexing.queue.age</c> is measured; and
    /// mandatory: a message without a queue is an error, not a loss.
    /// </summary>
    private static void Describe(PublishContext context)
    {
        if (Activity.Current?.Id is { } trace)
            context.Headers.Set("traceparent", trace);
        if (!context.TryGetPayload(out RabbitMqSendContext? send))
            return;
        send.BasicProperties.Timestamp = new AmqpTimestamp(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        if (send.Exchange is IngestQueues.Interactive or IngestQueues.Delete)
            send.Mandatory = true;
    }
}
