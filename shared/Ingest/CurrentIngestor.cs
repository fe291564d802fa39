using Indexing.Contracts;
using Indexing.VectorStore;
using Indexing.Vision;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Ingest;

/// <summary>
/// The write path with whichever model packs are in use when a picture's turn comes. Each call asks anew: a message that waited through an
/// outage must not be written to an index that is no longer searched. Safe for concurrent use.
/// </summary>
/// <remarks>
/// After a write the index is asked whether its generation is still the active one. If it is, whoever moves the index sees the write,
/// because it looks at all pictures after the switch; if it is not, the write may have come too late for that, and is made again.
/// </remarks>
public sealed class CurrentIngestor(IServiceScopeFactory scopes)
{
    /// <summary>
    /// Id of the model packs in use, as <see cref="ModelSet.Id"/>; <see langword="null"/> before the index has said which.
    /// </summary>
    public string? Model
    {
        get
        {
            try
            {
                using var scope = scopes.CreateScope();
                return scope.ServiceProvider.GetRequiredService<ModelSet>().Id;
            }
            catch (VectorStoreException)
            {
                return null;
            }
        }
    }

    /// <summary>As <see cref="ImageIngestor.IngestAsync(IngestImage, CancellationToken)"/>.</summary>
    /// <returns>What became of the picture, and the id of the model packs that read it.</returns>
    /// <exception cref="BlobStore.BlobStoreException">The picture could not be fetched now.</exception>
    /// <exception cref="VectorStoreException">The words could not be stored now, no index is in use, or it has just moved.</exception>
    /// <exception cref="Vision.Onnx.InferenceException">The device that runs the networks is lost.</exception>
    public async Task<(IngestResult Result, string Model)> IngestAsync(IngestImage image, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using var _ = scope.ConfigureAwait(false);
        var ingestor = scope.ServiceProvider.GetRequiredService<ImageIngestor>();
        var result = await ingestor.IngestAsync(image, cancellationToken).ConfigureAwait(false);
        await DemandActiveAsync(scope.ServiceProvider, cancellationToken).ConfigureAwait(false);
        return (result, scope.ServiceProvider.GetRequiredService<ModelSet>().Id);
    }

    /// <summary>As <see cref="ImageIngestor.DeleteAsync"/>.</summary>
    /// <exception cref="VectorStoreException">The deletion could not be stored now, no index is in use, or it has just moved.</exception>
    public async Task DeleteAsync(DeleteImage image, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using var _ = scope.ConfigureAwait(false);
        await scope.ServiceProvider.GetRequiredService<ImageIngestor>().DeleteAsync(image, cancellationToken).ConfigureAwait(false);
        await DemandActiveAsync(scope.ServiceProvider, cancellationToken).ConfigureAwait(false);
    }

    private static async Task DemandActiveAsync(IServiceProvider scope, CancellationToken cancellationToken)
    {
        // A host over an index that has one generation registers none.
        if (scope.GetService<Generation>() is not { } used || scope.GetService<IGenerations>() is not { } generations)
            return;
        var active = await generations.GetActiveAsync(cancellationToken).ConfigureAwait(false);
        if (active.Name != used.Name)
            throw new VectorStoreException(
                $"The index moved from generation {used.Name} to {active.Name} while the picture was written; it is written again.",
                isTransient: true);
    }
}
