using Indexing.TestSupport;
using Indexing.VectorStore;
using Indexing.VectorStore.Qdrant;
using Indexing.VectorStore.Qdrant.Tests.QdrantModel;
using Indexing.VectorStore.Sqlite;
using Indexing.Vision.Embedding;
using Indexing.Vision.Onnx;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Indexing.EndToEnd.Tests;

/// <summary>
/// <c>models</c>, over a folder and over the model of a Qdrant server; the pack that is moved to is <see cref="TurnedPack"/>.
/// </summary>
public sealed class ModelsCommandTests : IDisposable
{
    private readonly Workplace _workplace = new();
    private readonly QdrantModelServer _model = new();
    private readonly Dictionary<string, string> _environment = [];

    public ModelsCommandTests()
    {
        _environment["Inference__ModelPack"] = TurnedPack.Create(_workplace.Combine("models"));
        foreach (var path in Workplace.DemoPictures.Take(4))
            _workplace.Add(Path.GetFileName(path), File.ReadAllBytes(path));
    }

    public void Dispose()
    {
        _workplace.Dispose();
        _model.Dispose();
    }

    [Fact]
    public async Task Migrate_ThenRollBackThenDrop_AnswersFromTheRightOneEachTime()
    {
        await RunAsync(0, "index", "pictures");
        var word = await AnyWordAsync();

        var migrate = await RunAsync(0, "models", "migrate", "--to", TurnedPack.Id, "--settle", "0");
        Assert.Contains("generation 2 (scene-text/3) is active now", migrate, StringComparison.Ordinal);
        Assert.Matches(@"2\s+scene-text/3\s+active\s+4\s+\d+\s+1\s+scene-text/2\s+former\s+4", await RunAsync(0, "models", "list"));
        await RunAsync(0, "search", word);
        // What is indexed now belongs to the new generation.
        _workplace.Add("later.jpg", await File.ReadAllBytesAsync(Workplace.DemoPictures[4]));
        Assert.Contains("1 indexed", await RunAsync(0, "index", "pictures"), StringComparison.Ordinal);

        await RunAsync(0, "models", "rollback", "--to", "scene-text/2", "--settle", "0");
        Assert.Matches(@"1\s+scene-text/2\s+active\s+5", await RunAsync(0, "models", "list"));
        await RunAsync(0, "search", word);

        await RunAsync(2, "models", "drop", "1");
        await RunAsync(0, "models", "drop", "2");
        // The pack stays installed; no generation is left that it made.
        Assert.DoesNotMatch(@"scene-text/3\s+(active|former|idle)", await RunAsync(0, "models", "list"));
        await RunAsync(0, "search", word);
    }

    [Fact]
    public async Task Migrate_PictureThatIsGone_IsNotMadeActiveUntilItMayBeCarried()
    {
        await RunAsync(0, "index", "pictures");
        File.Delete(Directory.GetFiles(_workplace.Pictures)[0]);

        var refused = await RunAsync(5, "models", "migrate", "--to", TurnedPack.Id, "--settle", "0");
        Assert.Contains("1 pictures could not be read again", refused, StringComparison.Ordinal);
        Assert.Matches(@"1\s+scene-text/2\s+active", await RunAsync(0, "models", "list"));

        await RunAsync(0, "models", "migrate", "--to", TurnedPack.Id, "--settle", "0", "--carry");
        Assert.Matches(@"2\s+scene-text/3\s+active\s+4", await RunAsync(0, "models", "list"));
    }

    [Fact]
    public async Task Migrate_ToAPackThatFindsLess_IsNotMadeActive()
    {
        Directory.Delete(_workplace.Combine("models"), recursive: true);
        TurnedPack.Create(_workplace.Combine("models"), broken: true);
        await RunAsync(0, "index", "pictures");

        var refused = await RunAsync(5, "models", "migrate", "--to", TurnedPack.Id, "--settle", "0");
        Assert.Contains("The new generation finds less", refused, StringComparison.Ordinal);
        Assert.Matches(@"1\s+scene-text/2\s+active\s+4", await RunAsync(0, "models", "list"));
    }

    [Fact]
    public async Task Migrate_WithGoldenQuestions_AsksThose()
    {
        await RunAsync(0, "index", "pictures");
        var (word, picture) = (await AnyWordAsync(), Directory.GetFiles(_workplace.Pictures)[0]);
        await File.WriteAllTextAsync(_workplace.Combine("golden.jsonl"), $$"""{"query":"{{word}}","images":["{{picture}}"]}""");

        var run = await RunAsync(0, "models", "migrate", "--to", TurnedPack.Id, "--settle", "0", "--golden", "golden.jsonl");

        Assert.Contains("recall@10 of 1 questions: ", run, StringComparison.Ordinal);
    }

    /// <summary>What makes the other tests mean something: a question with the vectors of the other pack finds nothing.</summary>
    [Fact]
    public async Task TurnedPack_AskedWithTheVectorsOfTheOther_IsNowhereNear()
    {
        await RunAsync(0, "index", "pictures");
        await RunAsync(0, "models", "migrate", "--to", TurnedPack.Id, "--settle", "0");
        var word = await AnyWordAsync();

        Assert.InRange(await SimilarityAsync(TurnedPack.Version, word), 0.8f, 1f);
        Assert.InRange(await SimilarityAsync("2", word), -1f, 0.5f);
    }

    [Theory]
    [InlineData("--golden", "nowhere.jsonl")]
    [InlineData("--part", "3/2")]
    [InlineData("--rate", "-1")]
    [InlineData("--tolerance", "2")]
    public async Task Migrate_WrongOption_IsRefused(string option, string value)
    {
        await RunAsync(0, "index", "pictures");

        await RunAsync(2, "models", "migrate", "--to", TurnedPack.Id, option, value);
    }

    [Fact]
    public async Task Migrate_PackThatIsNotThere_SaysWhereItShouldBe()
    {
        await RunAsync(0, "index", "pictures");

        Assert.Contains(
            _workplace.Combine("models/scene-text/9"), await RunAsync(3, "models", "migrate", "--to", "scene-text/9"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_OnQdrant_MovesTheAliasesAndBack()
    {
        await using var server = await ModelHost.StartAsync(_model);
        await RunAsync(0, "index", "pictures");
        _environment["ConnectionStrings__qdrant"] = server.Url;
        _environment["FileSystemBlobStore__Roots__0"] = _workplace.Pictures;
        await CopyToQdrantAsync(server.Url);

        var migrate = await RunAsync(0, "models", "migrate", "--to", TurnedPack.Id, "--settle", "0");
        Assert.Contains("generation 2 (scene-text/3) is active now", migrate, StringComparison.Ordinal);
        Assert.Equal("indexing-words-2", _model.Aliases["indexing-words"]);

        await RunAsync(0, "models", "rollback", "--to", "scene-text/2", "--settle", "0");
        Assert.Equal("indexing-images-1", _model.Aliases["indexing-images"]);
        await RunAsync(0, "models", "drop", "2");
        Assert.Matches(@"1\s+scene-text/2\s+active\s+4", await RunAsync(0, "models", "list"));
    }

    /// <summary>Of a word and its nearest neighbour in the active generation, with the text tower of a pack.</summary>
    private async Task<float> SimilarityAsync(string pack, string word)
    {
        var generations = new SqliteGenerations(
            Options.Create(new SqliteVectorStoreOptions { Directory = _workplace.Index }),
            TimeProvider.System,
            NullLogger<SqliteVectorStore>.Instance);
        await using var store = (SqliteVectorStore)generations.Open(await generations.GetActiveAsync(CancellationToken.None));
        using var encoder = new QueryEncoder(ModelPack.Open(_workplace.Combine($"models/scene-text/{pack}")), new InferenceOptions());
        var search = SyntheticWords.Search(encoder.Encode(Alphabet.Normalize(word)), limit: 1) with { Tenant = "default" };
        return Assert.Single(await store.SearchWordsAsync(search, CancellationToken.None)).Similarity;
    }

    /// <summary>What a worker would have written.</summary>
    private async Task CopyToQdrantAsync(string url)
    {
        using var target = new QdrantVectorStore(
            Options.Create(new QdrantVectorStoreOptions { Url = url }), TimeProvider.System, NullLogger<QdrantVectorStore>.Instance);
        foreach (var path in Directory.GetFiles(_workplace.Pictures))
        {
            var image = SyntheticWords.Image(path, tenant: "default") with
            {
                Uri = new Uri(path).AbsoluteUri,
                ModelVersion = "scene-text/2",
                WordCount = 0,
            };
            await target.ReplaceImageAsync(image, [], CancellationToken.None);
        }
    }

    private async Task<string> AnyWordAsync() => (await _workplace.ReadIndexAsync())
        .SelectMany(picture => picture.Words.Split(' ')).First(word => word.Length >= 5 && word.All(char.IsAsciiLetter));

    /// <summary>Runs to the end, checks the exit code and returns both streams.</summary>
    private async Task<string> RunAsync(int exitCode, params string[] arguments)
    {
        using var process = IndexingProcess.Start(_workplace.Path, _environment, arguments);
        await process.ExpectExitAsync(exitCode);
        return process.Output + process.Error;
    }
}
