using Indexing.VectorStore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Indexing.Ingest.Messaging;

/// <summary>
/// At start, announces again what an earlier process had accepted and not finished. For hosts whose bus lives in memory; a broker keeps
/// its messages itself.
/// </summary>
public sealed class PendingImages(
    IVectorStore store, ImageAnnouncer announcer, IOptions<IngestOptions> options, TimeProvider clock, ILogger<PendingImages> logger)
    : BackgroundService
{
    private const int PageSize = 1000;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var tenant in options.Value.Tenants)
        {
            var announced = 0;
            string? last = null;
            while (await ReadPageAsync(tenant, last, stoppingToken).ConfigureAwait(false) is { Count: > 0 } page)
            {
                foreach (var record in page.Where(record => record.Uri is not null))
                {
                    await announcer.AnnounceAgainAsync(record, stoppingToken).ConfigureAwait(false);
                    announced++;
                }

                last = page[^1].Key.ImageId;
            }

            if (announced > 0)
                logger.AnnouncedAgain(announced, tenant);
        }
    }

    private async Task<IReadOnlyList<ImageRecord>> ReadPageAsync(string tenant, string? last, CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                return await store.ListImagesAsync(tenant, ImageStatus.Pending, last, PageSize, stoppingToken).ConfigureAwait(false);
            }
            catch (VectorStoreException e) when (e.IsTransient)
            {
                logger.PendingUnknown(e, tenant);
                await Task.Delay(RetryDelay, clock, stoppingToken).ConfigureAwait(false);
            }
        }
    }
}
