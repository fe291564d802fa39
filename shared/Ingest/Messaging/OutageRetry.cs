using Indexing.BlobStore;
using Indexing.VectorStore;
using MassTransit;

namespace Indexing.Ingest.Messaging;

/// <summary>Waits for a store that is away; a defect is not repeated.</summary>
internal static class OutageRetry
{
    /// <summary>About eleven minutes in all. The image record stays pending, so the picture is announced again at the next start.</summary>
    private const int Attempts = 25;

    public static void Configure(IRetryConfigurator retry)
    {
        retry.Exponential(Attempts, TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(0.2));
        retry.Handle<VectorStoreException>(e => e.IsTransient);
        retry.Handle<BlobStoreException>(e => e.IsTransient);
    }
}
