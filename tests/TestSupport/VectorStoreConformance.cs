using Indexing.VectorStore;

namespace Indexing.TestSupport;

/// <summary>
/// What every <see cref="IVectorStore"/> must do. An adapter's test project derives one class and creates an empty store; the
/// tests stand in the other files of this class.
/// </summary>
public abstract partial class VectorStoreConformance : IAsyncLifetime
{
    private IVectorStore? _store;

    /// <summary>Makes words and vectors; the same ones in every run.</summary>
    protected SyntheticWords Synthetic { get; } = new(seed: 1);

    /// <summary>The store under test, empty at the start of each test.</summary>
    protected IVectorStore Store => _store ?? throw new InvalidOperationException("The test has not started.");

    /// <summary>Opens an empty store.</summary>
    protected abstract ValueTask<IVectorStore> CreateAsync();

    /// <summary>Closes the store and removes what it kept.</summary>
    protected abstract ValueTask DestroyAsync(IVectorStore store);

    public async ValueTask InitializeAsync() => _store = await CreateAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_store is not null)
            await DestroyAsync(_store);
    }

    private Task<ReplaceResult> PutAsync(ImageRecord image, params WordRecord[] words) =>
        Store.ReplaceImageAsync(image, words, CancellationToken.None);

    private async Task<ImageRecord?> GetAsync(string imageId, string tenant = "tenant") =>
        (await Store.GetImagesAsync([new ImageKey(tenant, imageId)], CancellationToken.None)).SingleOrDefault();

    private Task<IReadOnlyList<StoredWord>> WordsAsync(string imageId, string tenant = "tenant") =>
        Store.GetWordsAsync(new ImageKey(tenant, imageId), CancellationToken.None);

    private Task<IReadOnlyList<WordHit>> SearchGramsAsync(string piece, int limit, float minShare = 0.5f, ImageFilter? filter = null) =>
        Store.SearchGramsAsync(
            new GramSearch
            {
                Tenant = "tenant",
                Grams = SyntheticWords.Grams(piece),
                MinShare = minShare,
                Limit = limit,
                Filter = filter ?? ImageFilter.None,
            },
            CancellationToken.None);

    private Task<IReadOnlyList<WordHit>> SearchAsync(ReadOnlyMemory<float> vector, int limit, params string[] tags) =>
        Store.SearchWordsAsync(SyntheticWords.Search(vector, limit, tags: tags), CancellationToken.None);
}
