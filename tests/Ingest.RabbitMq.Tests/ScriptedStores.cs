using System.Collections.Concurrent;
using Indexing.BlobStore;
using Indexing.TestSupport;
using Indexing.VectorStore;
using Indexing.Vision.Detection;

namespace Indexing.Ingest.RabbitMq.Tests;

/// <summary>A vector store in memory and a blob store of one picture, which fail as the test says.</summary>
internal sealed class ScriptedStores : IVectorStore, IBlobStore
{
    private readonly ConcurrentDictionary<ImageKey, ImageRecord> _images = new();

    /// <summary>Every record written, in order, with the words' count.</summary>
    public ConcurrentQueue<ImageRecord> Written { get; } = new();

    /// <summary>What finds the words.</summary>
    public ITextDetector Detector { get; init; } = new MiddleWordDetector();

    /// <summary>How often a picture's record was tried to be written, by image id.</summary>
    public ConcurrentDictionary<string, int> Tries { get; } = new();

    /// <summary>The vector store is away: everything fails, its check too.</summary>
    public bool IsAway { get; set; }

    /// <summary>The blob store is away.</summary>
    public bool AreBlobsAway { get; set; }

    /// <summary>Pictures whose write fails although the store answers.</summary>
    public Func<string, VectorStoreException?> Failure { get; set; } = _ => null;

    public IEnumerable<string> Indexed => _images.Values.Where(image => image.Status == ImageStatus.Indexed).Select(i => i.Key.ImageId);

    public Task<ReplaceResult> ReplaceImageAsync(
        ImageRecord image, IReadOnlyList<WordRecord> words, ReadOnlyMemory<float> scene, CancellationToken cancellationToken)
    {
        Tries.AddOrUpdate(image.Key.ImageId, 1, (_, tries) => tries + 1);
        if (IsAway)
            throw new VectorStoreException("The store is away.", isTransient: true);
        if (Failure(image.Key.ImageId) is { } failure)
            throw failure;
        _images[image.Key] = image;
        Written.Enqueue(image);
        return Task.FromResult(ReplaceResult.Replaced);
    }

    Task IVectorStore.CheckAsync(CancellationToken cancellationToken) =>
        IsAway ? throw new VectorStoreException("The store is away.", isTransient: true) : Task.CompletedTask;

    Task IBlobStore.CheckAsync(CancellationToken cancellationToken) =>
        AreBlobsAway ? throw new BlobStoreException("The blobs are away.", isTransient: true) : Task.CompletedTask;

    public bool CanOpen(Uri uri) => uri.Scheme == "test";

    public Task<OpenBlobResult> OpenAsync(Uri uri, CancellationToken cancellationToken)
    {
        if (AreBlobsAway)
            throw new BlobStoreException("The blobs are away.", isTransient: true);
        var picture = TestPictures.Png(seed: 1, width: 64, height: 64);
        return Task.FromResult(new OpenBlobResult
        {
            Status = OpenBlobStatus.Opened,
            Content = new MemoryStream(picture),
            Length = picture.Length,
        });
    }

    public Task<IReadOnlyList<ImageRecord>> GetImagesAsync(IReadOnlyCollection<ImageKey> keys, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ImageRecord>>([.. keys.Where(_images.ContainsKey).Select(key => _images[key])]);

    public Task<IReadOnlyList<StoredWord>> GetWordsAsync(ImageKey key, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ReadOnlyMemory<float>> GetSceneAsync(ImageKey key, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<ImageRecord>> ListImagesAsync(
        string tenant, ImageStatus? status, string? afterImageId, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<WordHit>> SearchWordsAsync(WordSearch search, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<WordHit>> SearchGramsAsync(GramSearch search, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<SceneHit>> SearchScenesAsync(SceneSearch search, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<ReadingCount>> ListReadingsAsync(
        string tenant, string prefix, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ImageDistance>> FindLookalikesAsync(
        string tenant, ulong perceptualHash, int maxDistance, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<string>> ListTenantsAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<StoreStatistics> GetStatisticsAsync(string tenant, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
