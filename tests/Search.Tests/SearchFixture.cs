using System.Numerics.Tensors;
using Indexing.Contracts;
using Indexing.TestSupport;
using Indexing.TestSupport.Sentences;
using Indexing.VectorStore;
using Indexing.VectorStore.Sqlite;
using Indexing.Vision.Concepts;
using Indexing.Vision.Embedding;
using Indexing.Vision.Onnx;
using Indexing.Vision.Sentences;
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
    private readonly ConceptLexicon _lexicon = new(Pack);
    private readonly SentenceModels _noSentences = new(new InferenceOptions(), static () => throw new NotSupportedException());
    private readonly SentenceModels _colours;
    private readonly WordScoring _scoring;
    private readonly QueryVectors _vectors;

    public SearchFixture()
    {
        var options = Options.Create(new SqliteVectorStoreOptions { Directory = _directory });
        _store = new SqliteVectorStore(options, TimeProvider.System, NullLogger<SqliteVectorStore>.Instance);
        var concepts = new ConceptEncoder(_lexicon);
        _scoring = new WordScoring(new WordRelevance(Pack), new WordSimilarity(Pack), concepts);
        _vectors = new QueryVectors(_encoder, concepts);
        var pack = SentencePacks.CreateColours(Path.Combine(_directory, "models"));
        _colours = new SentenceModels(new InferenceOptions { SentencePack = pack }, static () => throw new NotSupportedException());
        Service = Over(_noSentences);
        SceneService = Over(_colours);
    }

    /// <summary>A search by words.</summary>
    public SearchService Service { get; }

    /// <summary>The same with a sentence pack that knows colours.</summary>
    public SearchService SceneService { get; }

    public IVectorStore Store => _store;

    public TestClock Clock { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await AddAsync("default", "cafe.jpg", ["summer"], "coffee", "open");
        await AddAsync("default", "shelf.jpg", [], "toffee", "sugar", "honey");
        await AddAsync("default", "street.jpg", ["summer"], "harbour", "station", "coffees");
        await AddAsync("default", "code.jpg", [], "pre16a", "taxi");
        await AddAsync("default", "empty.jpg", []);
        await AddAsync("other", "foreign.jpg", [], "coffee");
    }

    /// <summary>The search over the same pictures with other sentence models; the caller disposes them.</summary>
    public SearchService Over(SentenceModels models) =>
        new(_store, _vectors, _scoring, models, Options.Create(new SearchOptions { Candidates = 50 }), Clock);

    public Task<SearchResponse> SearchAsync(string query, SearchMode mode = SearchMode.Exact, double? minScore = 0, params string[] tags) =>
        Service.SearchAsync(new SearchRequest { Query = query, Mode = mode, MinScore = minScore, Tags = tags }, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _colours.Dispose();
        _noSentences.Dispose();
        _encoder.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Writes a picture of 1000 x 500 pixels with these words side by side, at the clock's time.</summary>
    public Task AddAsync(string tenant, string id, string[] tags, params string[] words) => AddAsync(tenant, id, tags, words, scene: []);

    /// <summary>The same with the scene that a sentence describes.</summary>
    public Task AddSceneAsync(string tenant, string id, string shows, string[] tags, params string[] words) =>
        AddAsync(tenant, id, tags, words, _colours.Sentences.Encode(shows));

    private async Task AddAsync(string tenant, string id, string[] tags, string[] words, float[] scene)
    {
        var records = SpelledWords.Of(words, _encoder.Encode).Select(word => word with { Concept = MeaningOf(word.Reading) }).ToList();
        var image = SyntheticWords.Image(id, tenant: tenant, tags: tags) with
        {
            WordCount = records.Count,
            Width = 1000,
            Height = 500,
            UpdatedAt = Clock.GetUtcNow(),
        };
        await _store.ReplaceImageAsync(image, records, scene, CancellationToken.None);
    }

    private float[] MeaningOf(string word)
    {
        var vector = new float[_lexicon.Dimension];
        foreach (var concept in _lexicon.ConceptsOf(word))
            TensorPrimitives.Add(vector, _lexicon.Vector(concept), vector);
        var length = TensorPrimitives.Norm<float>(vector);
        if (length == 0)
            return [];
        TensorPrimitives.Divide(vector, length, vector);
        return vector;
    }
}
