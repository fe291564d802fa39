using Indexing.TestSupport;
using Indexing.TestSupport.Sentences;
using Indexing.VectorStore;
using Indexing.VectorStore.Sqlite;
using Indexing.Vision;
using Indexing.Vision.Sentences;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Search.Tests.Scenes;

/// <summary>
/// The read path over a real store with a small sentence pack that knows the sixteen colours of HTML; pictures are stripes of colours, and
/// their scenes come from the pack's image tower.
/// </summary>
public sealed class SceneFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    public SceneFixture() => _services = Services(SentencePacks.CreateColours(_folder.Combine("models")));

    public IServiceProvider Parts => _services;

    public IVectorStore Store => _services.GetRequiredService<IVectorStore>();

    public SentenceModels Models => _services.GetRequiredService<SentenceModels>();

    /// <summary>The read path of an index with this sentence pack; the caller disposes it.</summary>
    public ServiceProvider Services(string sentencePack)
    {
        var settings = new Dictionary<string, string?> { ["Inference:SentencePack"] = sentencePack };
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddLogging().AddVision().AddSearch();
        services.AddSqliteVectorStore(store => store.Directory = _folder.Combine("index"));
        return services.BuildServiceProvider();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Scene vector of a picture of stripes.</summary>
    public async Task<float[]> SceneAsync(params string[] colours)
    {
        using var picture = SentencePacks.Picture(colours);
        return await Models.Scenes.EncodeAsync(picture, CancellationToken.None);
    }

    /// <summary>Indexes a picture of stripes.</summary>
    public async Task AddAsync(string imageId, string[] colours, string? caption = null, string? captions = null, string tenant = "default")
    {
        var metadata = new Dictionary<string, string>();
        if (caption is not null)
            metadata["caption"] = caption;
        if (captions is not null)
            metadata["captions"] = captions;
        var image = SyntheticWords.Image(imageId, tenant: tenant, tags: ["red", "crane"]) with { Metadata = metadata, WordCount = 0 };
        await Store.ReplaceImageAsync(image, [], await SceneAsync(colours), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}
