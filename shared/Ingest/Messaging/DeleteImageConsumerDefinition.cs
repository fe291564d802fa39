using MassTransit;

namespace Indexing.Ingest.Messaging;

/// <summary>How <see cref="DeleteImageConsumer"/> is run: outages are waited for.</summary>
public sealed class DeleteImageConsumerDefinition : ConsumerDefinition<DeleteImageConsumer>
{
    /// <inheritdoc/>
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<DeleteImageConsumer> consumerConfigurator,
        IRegistrationContext context) => endpointConfigurator.UseMessageRetry(OutageRetry.Configure);
}
