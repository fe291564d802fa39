using MassTransit;
using Microsoft.Extensions.Options;

namespace Indexing.Ingest.Messaging;

/// <summary>How <see cref="IngestImageConsumer"/> is run: as many pictures at a time as the options say.</summary>
public sealed class IngestImageConsumerDefinition : ConsumerDefinition<IngestImageConsumer>
{
    /// <summary>Takes the limit from the options.</summary>
    public IngestImageConsumerDefinition(IOptions<IngestOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ConcurrentMessageLimit = options.Value.PicturesInHand();
    }
}
