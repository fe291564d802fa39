using Indexing.Generations;
using Indexing.TestSupport;
using Indexing.TestSupport.Sentences;
using Indexing.Vision.Sentences;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Query.Tests;

/// <summary>One server with a small sentence pack, which knows colours, for all tests of a class.</summary>
public sealed class VisualWordServer : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    internal RunningQuery Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RunningQuery.StartAsync(
        _folder, addBus: null, adjust: null, "--Inference:SentencePack", SentencePacks.CreateColours(_folder.Combine("models")));

    /// <summary>Writes a picture of stripes as a worker would.</summary>
    public async Task ShowAsync(
        string imageId, string[] colours, string tenant = "default", string[]? tags = null, string? caption = null)
    {
        using var lease = Server.Services.CreateScope();
        var models = lease.ServiceProvider.GetRequiredService<GenerationLease>().Services.GetRequiredService<SentenceModels>();
        using var picture = SentencePacks.Picture(colours);
        var scene = await models.Scenes.EncodeAsync(picture, CancellationToken.None);
        var metadata = new Dictionary<string, string>();
        if (caption is not null)
            metadata["caption"] = caption;
        var image = SyntheticWords.Image(imageId, tenant: tenant, tags: tags ?? []) with { Metadata = metadata };
        await Server.Store.ReplaceImageAsync(image, [], scene, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
