using Indexing.Generations;
using Indexing.TestSupport;
using Indexing.TestSupport.Sentences;
using Indexing.VectorStore;
using Indexing.Vision.Detection;
using Indexing.Vision.Sentences;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Query.Tests.Contract;

/// <summary>A service that answers, one that asks for keys and finds words only, and one whose index is away.</summary>
public sealed class ContractServers : IAsyncLifetime
{
    /// <summary>May do everything to the tenant default, and nothing to another.</summary>
    public const string Key = "contract-0123456789abcdefgh";

    /// <summary>The same, once in a long while.</summary>
    public const string SlowKey = "slow-contract-0123456789abcdefgh";

    /// <summary>Pictures of this size can be uploaded and asked with.</summary>
    public const int MaxBytes = 100_000;

    private readonly TemporaryFolder _folder = new();

    internal RunningQuery Open { get; private set; } = null!;

    internal RunningQuery Guarded { get; private set; } = null!;

    internal RunningQuery Away { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var pack = SentencePacks.CreateColours(_folder.Combine("models"));
        Open = await RunningQuery.StartAsync(
            _folder, addBus: null, UseMiddleWord,
            "--Inference:SentencePack", pack, "--Ingest:InlineDirectory", _folder.Combine("pictures/inline"),
            "--Ingest:MaxUploadBytes", $"{MaxBytes}", "--Search:MaxPictureBytes", $"{MaxBytes}");
        Guarded = await RunningQuery.StartAsync(
            _folder, addBus: null, UseMiddleWord,
            "--Access:Keys:0:Name", "contract", "--Access:Keys:0:Key", Key, "--Access:Keys:0:Roles:0", "admin",
            "--Access:Keys:1:Name", "slow", "--Access:Keys:1:Key", SlowKey, "--Access:Keys:1:Roles:0", "admin",
            "--Access:Keys:1:RequestsPerSecond", "1", "--Access:Keys:1:Burst", "1");
        Away = await RunningQuery.StartAsync(_folder, addBus: null, LoseIndex, "--Inference:SentencePack", pack);
        await Open.ShowAsync(_folder, "shown", TestPictures.Jpeg(1));
        await ShowSceneAsync(Open, "seen");
        await Open.IndexAsync("doomed", words: ["zeppelin"]);
    }

    public async ValueTask DisposeAsync()
    {
        await Open.DisposeAsync();
        await Guarded.DisposeAsync();
        await Away.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Indexes what a red and blue picture shows, on a service with the pack that knows colours.</summary>
    internal static async Task ShowSceneAsync(RunningQuery server, string imageId)
    {
        using var scope = server.Services.CreateScope();
        var models = scope.ServiceProvider.GetRequiredService<GenerationLease>().Services.GetRequiredService<SentenceModels>();
        var image = SyntheticWords.Image(imageId, tenant: "default", tags: "red");
        await server.Store.ReplaceImageAsync(image, [], models.Sentences.Encode("a red and blue picture"), CancellationToken.None);
    }

    private static void LoseIndex(IServiceCollection services)
    {
        UseMiddleWord(services);
        services.AdjustStore(_ => new AwayVectorStore());
    }

    private static void UseMiddleWord(IServiceCollection services) =>
        services.AdjustParts(parts => parts.AddSingleton<ITextDetector, MiddleWordDetector>());
}
