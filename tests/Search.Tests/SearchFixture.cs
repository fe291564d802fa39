using Indexing.Contracts;
using Indexing.TestSupport;
using Indexing.VectorStore;
using Indexing.VectorStore.Sqlite;
using Indexing.Vision.Concepts;
using Indexing.Vision.Embedding;
using Indexing.Vision.Onnx;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Indexing.Search.Tests;

/// <summary>A search over a real store; words are written with the vectors and posteriors that a perfect reading would give.</summary>
public sealed class SearchFixture : IAsyncLifetime
{
    private static readonly ModelPack Pack = ModelPack.Open("models/scene-text/2");
    private readonly string _directory = Directory.CreateTempSubdirectory("indexing-search-").FullName;
    private readonly SqliteVectorStore _store;
    private readonly QueryEncoder _encoder = new(Pack, new InferenceOptions());

    public SearchFixture()
    {
        var options = Options.Create(new SqliteVectorStoreOptions { Directory = _directory });
        _store = new SqliteVectorStore(options, TimeProvider.System, NullLogger<SqliteVectorStore>.Instance);
        var concepts = new ConceptEncoder(new ConceptLexicon(Pack));
        var scoring = new WordScoring(new WordRelevance(Pack), new WordSimilarity(Pack), concepts);
        Service = new SearchService(_store, _encoder, concepts, scoring, Options.Create(new SearchOptions()), TimeProvider.System);
    }

    public SearchService Service { get; }

    public async ValueTask InitializeAsync()
    {
        await AddAsync("default", "cafe.jpg", ["summer"], "coffee", "open");
        await AddAsync("default", "shelf.jpg", [], "toffee", "sugar", "honey");
        await AddAsync("default", "street.jpg", ["summer"], "harbour", "station", "coffees");
        await AddAsync("default", "empty.jpg", []);
        await AddAsync("other", "foreign.jpg", [], "coffee");
    }

    public Task<SearchResponse> SearchAsync(string query, SearchMode mode = SearchMode.Exact, double? minScore = 0, params string[] tags) =>
        Service.SearchAsync(new SearchRequest { Query = query, Mode = mode, MinScore = minScore, Tags = tags }, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _encoder.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task AddAsync(string tenant, string id, string[] tags, params string[] words)
    {
        var records = SpelledWords.Of(words, _encoder.Encode);
        var image = SyntheticWords.Image(id, tenant: tenant, tags: tags) with { WordCount = records.Count, Width = 1000, Height = 500 };
        await _store.ReplaceImageAsync(image, records, CancellationToken.None);
    }
}
