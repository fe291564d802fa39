using Indexing.BlobStore;
using Indexing.VectorStore;
using MassTransit;

namespace Indexing.Ingest.Messaging;

/// <summary>
/// Repeats what failed for one picture while its stores answered; for a bus that lives in memory and cannot put a message aside. Outages
/// are waited for by <see cref="StoreAvailability"/>; a defect is not repeated.
/// </summary>
public static class OutageRetry
{
    /// <summary>About eleven minutes in all. The image record stays pending, so the picture is announced again at the next start.</summary>
    private const int Attempts = 25;

    /// <summary>Configures the retry of all consumers.</summary>
    public static void Configure(IRetryConfigurator retry)
    {
        retry.Exponential(Attempts, TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(0.2));
        retry.Handle<VectorStoreException>(e => e.IsTransient);
        retry.Handle<BlobStoreException>(e => e.IsTransient);
    }
}
