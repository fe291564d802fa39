using System.Runtime.CompilerServices;
using Indexing.BlobStore;
using Indexing.VectorStore;
using Indexing.Vision;
using Indexing.Vision.Onnx;
using Microsoft.Extensions.Logging;

namespace Indexing.Ingest.Migration;

/// <summary>
/// Brings one generation of an index up to date with another: every picture that it lacks, or has in an older version, is read again with
/// its own model pack; deletions and rejections are copied. What is there already is passed over, so a pass that was interrupted goes on
/// where it stopped, a second pass takes up what was announced during the first, and the newest version wins as everywhere else.
/// </summary>
/// <param name="source">The generation that is written and searched.</param>
/// <param name="target">The generation to bring up to date.</param>
/// <param name="model">Id of the target's model packs, as <see cref="ModelSet.Id"/>.</param>
/// <param name="ingestor">The write path of <paramref name="target"/>.</param>
/// <param name="carried">Words for pictures that cannot be read again, of the target's model pack.</param>
/// <param name="blobStores">Where pictures come from; asked whether they are away.</param>
/// <param name="clock">Measures waits.</param>
/// <param name="logger">Names pictures that were carried.</param>
public sealed class GenerationCopy(
    IVectorStore source,
    IVectorStore target,
    string model,
    ImageIngestor ingestor,
    CarriedWords carried,
    IEnumerable<IBlobStore> blobStores,
    TimeProvider clock,
    ILogger<GenerationCopy> logger)
{
    private const int PageSize = 1000;

    /// <summary>Waits between attempts: a store that is away for longer than two minutes ends the pass, which can be repeated.</summary>
    private static readonly TimeSpan[] Delays = [.. new double[] { 0.2, 1, 3, 10, 30, 60 }.Select(TimeSpan.FromSeconds)];

    /// <summary>How far the target is behind.</summary>
    public async Task<CopyCount> CountAsync(CopyOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (missing, carriedBefore) = (0, 0);
        await foreach (var page in ReadAsync(options, cancellationToken).ConfigureAwait(false))
        {
            missing += page.Count(pair => IsToCopy(pair, options));
            carriedBefore += page.Count(IsCarried);
        }

        return new CopyCount(missing, carriedBefore);
    }

    /// <summary>One pass over all pictures of all tenants.</summary>
    /// <param name="options">How fast, and which part.</param>
    /// <param name="copied">Called after each picture, from any thread.</param>
    /// <param name="cancellationToken">No further picture is begun; those in hand are finished or left.</param>
    /// <exception cref="VectorStoreException">A store failed for good, or for longer than two minutes.</exception>
    /// <exception cref="BlobStoreException">A blob store is away for longer than two minutes.</exception>
    /// <exception cref="InferenceException">The device that runs the networks is lost.</exception>
    public async Task<CopyReport> RunAsync(CopyOptions options, Action copied, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(copied);
        var pace = new Pace(options.Rate, clock);
        var (done, kept) = (0, 0);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = cancellationToken };
        await foreach (var page in ReadAsync(options, cancellationToken).ConfigureAwait(false))
            await Parallel.ForEachAsync(page.Where(pair => IsToCopy(pair, options)), parallel, async (pair, token) =>
            {
                await pace.WaitAsync(token).ConfigureAwait(false);
                if (await CopyAsync(pair.Here, token).ConfigureAwait(false))
                    Interlocked.Increment(ref kept);
                Interlocked.Increment(ref done);
                copied();
            }).ConfigureAwait(false);
        return new CopyReport(done, kept);
    }

    private async IAsyncEnumerable<IReadOnlyList<Pair>> ReadAsync(
        CopyOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var tenant in await RetryAsync(() => source.ListTenantsAsync(cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            string? last = null;
            while (await PageAsync(tenant, last, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
            {
                last = page[^1].Key.ImageId;
                var own = page.Where(image => PartOf(image.Key, options.Parts) == options.Part).ToList();
                yield return await ComparedAsync(own, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>FNV-1a: the same in every process and version, as the hash codes of .NET are not.</summary>
    private static int PartOf(ImageKey key, int parts)
    {
        var hash = 2166136261;
        foreach (var c in key.ImageId)
            hash = (hash ^ c) * 16777619;
        return (int)(hash % (uint)parts);
    }

    private Task<IReadOnlyList<ImageRecord>> PageAsync(string tenant, string? last, CancellationToken cancellationToken) => RetryAsync(
        () => source.ListImagesAsync(tenant, status: null, last, PageSize, cancellationToken), cancellationToken);

    private async Task<IReadOnlyList<Pair>> ComparedAsync(List<ImageRecord> images, CancellationToken cancellationToken)
    {
        ImageKey[] keys = [.. images.Select(image => image.Key)];
        var known = (await RetryAsync(() => target.GetImagesAsync(keys, cancellationToken), cancellationToken).ConfigureAwait(false))
            .ToDictionary(image => image.Key);
        return [.. images.Select(image => new Pair(image, known.GetValueOrDefault(image.Key)))];
    }

    private bool IsToCopy(Pair pair, CopyOptions options) =>
        pair.There is null || IsBehind(pair.There, pair.Here) || (options.TriesCarriedAgain && IsCarried(pair));

    private bool IsCarried(Pair pair) =>
        pair.There is { Status: ImageStatus.Indexed } there && there.ModelVersion != model && there.Version == pair.Here.Version;

    /// <summary>Of one version a deletion wins, and whatever is finished is finished.</summary>
    private static bool IsBehind(ImageRecord there, ImageRecord here) => there.Version != here.Version
        ? there.Version < here.Version
        : here.Status switch
        {
            ImageStatus.Pending => false,
            ImageStatus.Indexed => there.Status is ImageStatus.Pending or ImageStatus.Rejected,
            ImageStatus.Rejected => there.Status == ImageStatus.Pending,
            _ => there.Status != ImageStatus.Deleted,
        };

    /// <summary>Copies one picture.</summary>
    /// <returns>Whether its words were carried instead of read again.</returns>
    private async Task<bool> CopyAsync(ImageRecord image, CancellationToken cancellationToken)
    {
        if (image.Status != ImageStatus.Indexed)
        {
            await RetryAsync(() => target.ReplaceImageAsync(image, [], cancellationToken), cancellationToken).ConfigureAwait(false);
            return false;
        }

        var reason = await TryReadAgainAsync(image, cancellationToken).ConfigureAwait(false);
        if (reason is null)
            return false;
        logger.Carried(image.Key.Tenant, image.Key.ImageId, image.Version, reason);
        await RetryAsync(() => CarryAsync(image, cancellationToken), cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Reads a picture again.</summary>
    /// <returns>Why that is not possible; <see langword="null"/> when it was done.</returns>
    private async Task<string?> TryReadAgainAsync(ImageRecord image, CancellationToken cancellationToken)
    {
        if (image.Uri is null)
            return "it has no address";
        try
        {
            var result = await RetryAsync(() => ingestor.ReadAgainAsync(image, cancellationToken), cancellationToken).ConfigureAwait(false);
            return result is IngestResult.Rejected { Rejection: var why } ? $"{why.Code}: {why.Detail}" : null;
        }
        catch (BlobStoreException e)
        {
            // Its own failure if the store answers; otherwise no picture can be read, and none shall be carried for that.
            foreach (var store in blobStores)
                await store.CheckAsync(cancellationToken).ConfigureAwait(false);
            return e.Message;
        }
        catch (Exception e) when (e is not (OperationCanceledException or VectorStoreException or InferenceException or ModelPackException))
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }

    private async Task<bool> CarryAsync(ImageRecord image, CancellationToken cancellationToken)
    {
        var words = carried.Of(await source.GetWordsAsync(image.Key, cancellationToken).ConfigureAwait(false));
        var now = await source.GetImagesAsync([image.Key], cancellationToken).ConfigureAwait(false);
        // A newer version came meanwhile, and the words may be its; the next pass copies it.
        if (now is not [{ } record] || record.Version != image.Version || record.Status != ImageStatus.Indexed)
            return false;
        var scene = SeenAlike(record) ? await source.GetSceneAsync(image.Key, cancellationToken).ConfigureAwait(false) : default;
        await target.ReplaceImageAsync(image with { WordCount = words.Count }, words, scene, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>What another sentence pack saw cannot be compared.</summary>
    private bool SeenAlike(ImageRecord record) =>
        record.ModelVersion is { } former && ModelSet.Split(former).Sentences is { } pack && ModelSet.Split(model).Sentences == pack;

    private async Task<T> RetryAsync<T>(Func<Task<T>> step, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await step().ConfigureAwait(false);
            }
            catch (Exception e) when (attempt < Delays.Length && IsTransient(e))
            {
                await Task.Delay(Delays[attempt], clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static bool IsTransient(Exception exception) =>
        exception is VectorStoreException { IsTransient: true } or BlobStoreException { IsTransient: true }
            or InferenceException { IsTransient: true, IsDeviceLost: false };

    /// <summary>A picture of the source and what the target has of it.</summary>
    private sealed record Pair(ImageRecord Here, ImageRecord? There);
}
