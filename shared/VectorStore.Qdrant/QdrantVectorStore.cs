using Indexing.VectorStore.Qdrant.Reading;
using Indexing.VectorStore.Qdrant.Rest;
using Indexing.VectorStore.Qdrant.Setup;
using Indexing.VectorStore.Qdrant.Writing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Indexing.VectorStore.Qdrant;

/// <summary>
/// The index on a Qdrant server or cluster (1.15 or newer), over its REST interface. Any number of processes may write and search at
/// once; how they converge is written at <see cref="ImageWriter"/>. Makes missing collections with the first call. Thread-safe.
/// </summary>
public sealed class QdrantVectorStore : IVectorStore, IDisposable
{
    private readonly QdrantVectorStoreOptions _options;
    private readonly QdrantClient _client;
    private readonly CollectionNames _names;
    private readonly CollectionSetup _setup;
    private readonly RecordReader _records;
    private readonly WordReader _words;
    private readonly ImageLister _lister;
    private readonly SceneReader _scenes;
    private readonly Questions _questions;
    private readonly WordSearcher _wordSearcher;
    private readonly SceneSearcher _sceneSearcher;
    private readonly ReadingLister _readings;
    private readonly LookalikeFinder _lookalikes;
    private readonly StatisticsReader _statistics;
    private readonly ImageWriter _writer;
    private readonly StoreCheck _check;

    /// <summary>Creates a store that has not asked the server yet.</summary>
    public QdrantVectorStore(IOptions<QdrantVectorStoreOptions> options, TimeProvider time, ILogger<QdrantVectorStore> logger)
        : this(options.Value, time, logger, new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) }, Random.Shared)
    {
    }

    internal QdrantVectorStore(
        QdrantVectorStoreOptions options, TimeProvider time, ILogger logger, HttpMessageHandler handler, Random random)
    {
        _options = options;
        _client = new QdrantClient(options, time, handler);
        _names = new CollectionNames(options);
        _setup = new CollectionSetup(_client, _names, options, time, logger);
        var scroll = new PointScroll(_client, options.ReadConsistency);
        _records = new RecordReader(scroll);
        _words = new WordReader(scroll, _records);
        _lister = new ImageLister(scroll, _records);
        _questions = new Questions(scroll.Consistency, options.Oversampling, options.SearchWidth);
        _scenes = new SceneReader(scroll);
        _wordSearcher = new WordSearcher(_client, _records);
        _sceneSearcher = new SceneSearcher(_client, _records);
        _readings = new ReadingLister(_client, scroll.Consistency);
        _lookalikes = new LookalikeFinder(scroll, _records);
        _statistics = new StatisticsReader(_client, scroll.Consistency);
        _writer = new ImageWriter(_client, _records, _words, _names, new WriteSettings(options.MaxRequestBytes, random), logger);
        _check = new StoreCheck(_client, _names, options.MaxRequestBytes);
    }

    /// <inheritdoc/>
    public async Task<ReplaceResult> ReplaceImageAsync(
        ImageRecord image, IReadOnlyList<WordRecord> words, ReadOnlyMemory<float> scene, CancellationToken cancellationToken)
    {
        RequestChecks.Replace(image, words, scene);
        foreach (WordRecord word in words)
        {
            CheckDimension(WordSpace.Lexical, word.Lexical.Length);
            if (!word.Concept.IsEmpty)
                CheckDimension(WordSpace.Concept, word.Concept.Length);
        }
        await _setup.EnsureAsync(cancellationToken);
        if (!scene.IsEmpty)
            CheckSceneDimension(scene.Length);
        return await _writer.ReplaceAsync(image, words, scene, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ImageRecord>> GetImagesAsync(
        IReadOnlyCollection<ImageKey> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        foreach (ImageKey key in keys)
            RequestChecks.Key(key);
        await _setup.EnsureAsync(cancellationToken);
        var images = new List<ImageRecord>(keys.Count);
        foreach (IGrouping<string, ImageKey> tenant in keys.Distinct().GroupBy(key => key.Tenant, StringComparer.Ordinal))
        {
            string[] ids = [.. tenant.Select(PointIds.Image)];
            var current = await _records.CurrentAsync(_names.Pair, tenant.Key, ids, cancellationToken);
            images.AddRange(current.Values.Select(record => record.Image));
        }
        return images;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredWord>> GetWordsAsync(ImageKey key, CancellationToken cancellationToken)
    {
        RequestChecks.Key(key);
        await _setup.EnsureAsync(cancellationToken);
        return await _words.CurrentAsync(_names.Pair, key, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<float>> GetSceneAsync(ImageKey key, CancellationToken cancellationToken)
    {
        RequestChecks.Key(key);
        await _setup.EnsureAsync(cancellationToken);
        return _setup.SceneDimension == 0
            ? ReadOnlyMemory<float>.Empty
            : await _scenes.CurrentAsync(_names.Pair, key, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// A page of ids that share their first three characters with many others is expensive: an entry of each of those is read.
    /// </remarks>
    public async Task<IReadOnlyList<ImageRecord>> ListImagesAsync(
        string tenant, ImageStatus? status, string? afterImageId, int limit, CancellationToken cancellationToken)
    {
        RequestChecks.List(tenant, limit);
        await _setup.EnsureAsync(cancellationToken);
        return await _lister.ListAsync(_names.Pair, tenant, status, afterImageId, limit, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WordHit>> SearchWordsAsync(WordSearch search, CancellationToken cancellationToken)
    {
        RequestChecks.Search(search);
        CheckDimension(search.Space, search.Vector.Length);
        return await SearchAsync(_questions.Of(_names.Pair, search), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WordHit>> SearchGramsAsync(GramSearch search, CancellationToken cancellationToken)
    {
        RequestChecks.Search(search);
        return await SearchAsync(_questions.Of(_names.Pair, search), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SceneHit>> SearchScenesAsync(SceneSearch search, CancellationToken cancellationToken)
    {
        RequestChecks.Search(search);
        if (search.Filter.ImageIds is { Count: 0 })
            return [];
        await _setup.EnsureAsync(cancellationToken);
        if (_setup.SceneDimension == 0)
            return [];
        CheckSceneDimension(search.Vector.Length);
        return await _sceneSearcher.SearchAsync(_questions.Of(_names.Pair, search), cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Counts what is stored: words of a replacement that is under way or died are among it. The server counts every reading that begins
    /// with the first eight characters of <paramref name="prefix"/>, so short prefixes of large tenants are expensive.
    /// </remarks>
    public async Task<IReadOnlyList<ReadingCount>> ListReadingsAsync(
        string tenant, string prefix, int limit, CancellationToken cancellationToken)
    {
        RequestChecks.Readings(tenant, prefix, limit);
        await _setup.EnsureAsync(cancellationToken);
        return await _readings.ListAsync(_names.Pair, tenant, prefix, limit, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>Reads two fields of about (<paramref name="maxDistance"/> + 1) / 256 of the tenant's images: 3 % for 7.</remarks>
    public async Task<IReadOnlyList<ImageDistance>> FindLookalikesAsync(
        string tenant, ulong perceptualHash, int maxDistance, int limit, CancellationToken cancellationToken)
    {
        RequestChecks.Lookalikes(tenant, maxDistance, limit);
        await _setup.EnsureAsync(cancellationToken);
        return await _lookalikes.FindAsync(_names.Pair, tenant, perceptualHash, maxDistance, limit, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await _setup.EnsureAsync(cancellationToken);
        await _check.RunAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListTenantsAsync(CancellationToken cancellationToken)
    {
        await _setup.EnsureAsync(cancellationToken);
        return await _statistics.TenantsAsync(_names.Pair, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>Exact counts of what is stored; words and records of a replacement that is under way or died are among them.</remarks>
    public async Task<StoreStatistics> GetStatisticsAsync(string tenant, CancellationToken cancellationToken)
    {
        RequestChecks.Tenant(tenant);
        await _setup.EnsureAsync(cancellationToken);
        return await _statistics.ReadAsync(_names.Pair, tenant, cancellationToken);
    }

    /// <summary>Makes the collections if they are missing.</summary>
    internal Task EnsureAsync(CancellationToken cancellationToken) => _setup.EnsureAsync(cancellationToken);

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        _setup.Dispose();
        _client.Dispose();
    }

    private async Task<IReadOnlyList<WordHit>> SearchAsync(Question question, CancellationToken cancellationToken)
    {
        if (question.Filter.ImageIds is { Count: 0 })
            return [];
        await _setup.EnsureAsync(cancellationToken);
        return await _wordSearcher.SearchAsync(question, cancellationToken);
    }

    private void CheckDimension(WordSpace space, int given)
    {
        string vector = CollectionSchema.VectorOf(space);
        int stored = space == WordSpace.Concept ? _options.ConceptDimension : _options.Dimension;
        if (given != stored)
            throw new VectorStoreException(
                $"The {vector} vector has {given} numbers, but the collection holds vectors of {stored}. Use the model that made the "
                + $"index, or set {CollectionSchema.DimensionKeyOf(vector)} to the model's dimension together with a new "
                + "Qdrant:Generation and index again.",
                isTransient: false);
    }

    private void CheckSceneDimension(int given)
    {
        int stored = _setup.SceneDimension;
        if (stored == 0)
            throw new VectorStoreException(
                $"Collection {_names.Images} has no vector '{CollectionSchema.SceneVector}': an older program made it. Build the next "
                + "generation with `models migrate`, which makes collections that have one, or leave Inference:SentencePack empty.",
                isTransient: false);
        if (given != stored)
            throw new VectorStoreException(
                $"The scene vector has {given} numbers, but collection {_names.Images} holds scenes of {stored}. Use the sentence pack "
                + "that made the index, or set Qdrant:SceneDimension to that of the pack and build a new generation; one that was begun "
                + "with another dimension must be dropped first.",
                isTransient: false);
    }
}
