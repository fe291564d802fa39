using System.Diagnostics;
using Indexing.Contracts;
using Indexing.VectorStore;
using Indexing.Vision.Detection;
using Indexing.Vision.Embedding;
using Indexing.Vision.Imaging;
using Indexing.Vision.Sentences;
using Microsoft.Extensions.Logging;

namespace Indexing.Ingest;

/// <summary>
/// The write path: one announced picture becomes findable by its words and by what it shows.
/// <list type="number">
/// <item>fetch: address or inline bytes -> encoded picture, hashed, or rejected</item>
/// <item>decode: encoded picture -> upright sRGB pixels, or rejected</item>
/// <item>detect: pixels -> word regions</item>
/// <item>crop and embed: regions -> vectors of spelling and of meaning, CTC posteriors, readings</item>
/// <item>see: the whole picture -> a vector of what it shows, where the index has a sentence pack</item>
/// <item>describe: quads in fractions of the picture, best reading, n-grams, meaning, scores; what the picture looks like</item>
/// <item>replace: all words and the scene of the picture, one logical change; the newest version wins</item>
/// <item>return what became of it</item>
/// </list>
/// Safe for concurrent use; each call holds at most one encoded and one decoded picture (4 MB at 1280 x 960), so memory follows the number
/// of calls at a time, which the caller limits (<see cref="IngestOptions.PicturesInHand"/>). An expected outcome is a return value; an
/// exception means that the picture's state did not change and the message must be kept: port exceptions with <c>IsTransient</c> are worth
/// a retry, anything else is a defect.
/// </summary>
public sealed class ImageIngestor(
    ImageFetcher fetcher,
    ImageDecoder decoder,
    ITextDetector detector,
    IRegionEmbedder embedder,
    SentenceModels sentences,
    WordDescriber describer,
    IVectorStore store,
    IngestJournal journal)
{
    /// <summary>Decoding takes one core: all callers together occupy no more threads of the pool than there are cores.</summary>
    private static readonly SemaphoreSlim DecoderCores = new(Environment.ProcessorCount);

    /// <summary>Runs the eight steps for one picture.</summary>
    /// <param name="image">What was announced.</param>
    /// <param name="cancellationToken">Stops before the next step or while one waits for its turn; the picture is then in its old or its
    /// new state.</param>
    /// <exception cref="BlobStore.BlobStoreException">The picture could not be fetched now.</exception>
    /// <exception cref="VectorStoreException">The words could not be stored now.</exception>
    /// <exception cref="Vision.Onnx.InferenceException">The device that runs the networks is lost.</exception>
    public Task<IngestResult> IngestAsync(IngestImage image, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        return IngestAsync(image, updatedAt: null, cancellationToken);
    }

    /// <summary>
    /// Runs the eight steps for a picture that other model packs read before; it keeps its version, and when it was updated.
    /// </summary>
    /// <param name="known">Its record, with an address.</param>
    /// <param name="cancellationToken">As for <see cref="IngestAsync(IngestImage, CancellationToken)"/>, as are the exceptions.</param>
    public Task<IngestResult> ReadAgainAsync(ImageRecord known, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(known);
        var image = new IngestImage
        {
            ImageId = known.Key.ImageId,
            Tenant = known.Key.Tenant,
            Version = known.Version,
            Source = new ImageSource { Uri = known.Uri },
            Tags = known.Tags,
            Metadata = known.Metadata,
        };
        return IngestAsync(image, known.UpdatedAt, cancellationToken);
    }

    private async Task<IngestResult> IngestAsync(IngestImage image, DateTimeOffset? updatedAt, CancellationToken cancellationToken)
    {
        using var activity = IngestJournal.Begin(image);

        // 1. fetch
        using var fetched = await journal.TimeAsync("fetch", () => fetcher.FetchAsync(image.Source, cancellationToken))
            .ConfigureAwait(false);
        if (fetched.Rejection is { } unavailable)
            return await RejectAsync(image, updatedAt, fetched, unavailable, cancellationToken).ConfigureAwait(false);

        // 2. decode
        var decoded = await journal.TimeAsync("decode", () => DecodeAsync(fetched, cancellationToken)).ConfigureAwait(false);
        if (!decoded.IsDecoded)
        {
            var rejection = new IngestRejection(decoded.Rejection.Code, decoded.Rejection.Message);
            return await RejectAsync(image, updatedAt, fetched, rejection, cancellationToken).ConfigureAwait(false);
        }

        using var pixels = decoded.Image;
        cancellationToken.ThrowIfCancellationRequested();

        // 3. detect
        var regions = new List<TextRegion>();
        await journal.TimeAsync("detect", () => detector.DetectAsync(pixels, regions, cancellationToken)).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();

        // 4. crop and embed
        using var embeddings = await journal.TimeAsync("embed", () => embedder.EmbedAsync(pixels, regions, cancellationToken))
            .ConfigureAwait(false);

        // 5. see
        var scene = sentences.Available
            ? await journal.TimeAsync("see", () => sentences.Scenes.EncodeAsync(pixels, cancellationToken)).ConfigureAwait(false)
            : [];

        // 6. describe
        var words = describer.Describe(pixels, regions, embeddings);
        var record = journal.Record(image, ImageStatus.Indexed, updatedAt) with
        {
            ContentHash = fetched.Sha256,
            SizeBytes = fetched.Content.Length,
            Width = pixels.SourceWidth,
            Height = pixels.SourceHeight,
            WordCount = words.Count,
            PerceptualHash = PerceptualHash.Compute(pixels),
        };

        // 7. replace
        var replaced = await journal.TimeAsync("replace", () => store.ReplaceImageAsync(record, words, scene, cancellationToken))
            .ConfigureAwait(false);

        // 8. return
        journal.Indexed(image, words.Count);
        return new IngestResult.Indexed(words.Count, replaced == ReplaceResult.Superseded);
    }

    /// <summary>Forgets a picture and leaves a tombstone of this version.</summary>
    /// <exception cref="VectorStoreException">The deletion could not be stored now.</exception>
    public async Task DeleteAsync(DeleteImage image, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        await store.ReplaceImageAsync(journal.Tombstone(image), [], cancellationToken).ConfigureAwait(false);
    }

    private async Task<DecodeResult> DecodeAsync(FetchedImage fetched, CancellationToken cancellationToken)
    {
        await DecoderCores.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => decoder.Decode(fetched.Content), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            DecoderCores.Release();
        }
    }

    private async Task<IngestResult> RejectAsync(
        IngestImage image,
        DateTimeOffset? updatedAt,
        FetchedImage fetched,
        IngestRejection rejection,
        CancellationToken cancellationToken)
    {
        var record = journal.Record(image, ImageStatus.Rejected, updatedAt) with
        {
            ContentHash = fetched.Sha256,
            SizeBytes = fetched.Content.Length,
            RejectedReason = rejection.Code,
        };
        await store.ReplaceImageAsync(record, [], cancellationToken).ConfigureAwait(false);
        journal.Rejected(image, rejection);
        return new IngestResult.Rejected(rejection);
    }
}
