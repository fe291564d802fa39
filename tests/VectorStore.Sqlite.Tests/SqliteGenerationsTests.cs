using Indexing.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Indexing.VectorStore.Sqlite.Tests;

/// <summary>The suite of the port, and what only a folder can go through.</summary>
public sealed class SqliteGenerationsTests : GenerationsConformance
{
    private readonly TemporaryFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"active":"2"}""")]
    [InlineData("""{"active":"2","models":{}}""")]
    public async Task GetActive_DamagedFile_FailsAndSaysWhich(string content)
    {
        _folder.Write("generations.json", System.Text.Encoding.UTF8.GetBytes(content));

        var exception = await Assert.ThrowsAsync<VectorStoreException>(
            async () => await (await OpenAsync()).GetActiveAsync(CancellationToken.None));

        Assert.False(exception.IsTransient);
        Assert.Contains("generations.json", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_ScenesOfAnotherDimensionToEachGeneration_FindsThemInTheirOwn()
    {
        IGenerations generations = await OpenAsync();
        Generation[] both =
        [
            await generations.GetActiveAsync(CancellationToken.None),
            await generations.AddAsync("scene-text/2+clip/1", CancellationToken.None),
        ];
        foreach ((Generation generation, int dimension) in both.Zip([96, 512]))
        {
            using var store = (SqliteVectorStore)generations.Open(generation);
            float[] scene = new SyntheticWords(3, dimension).UnitVector();
            await store.ReplaceImageAsync(SyntheticWords.Image($"{dimension}"), [], scene, CancellationToken.None);
            var search = new SceneSearch { Tenant = "tenant", Vector = scene, Limit = 10 };
            IReadOnlyList<SceneHit> hits = await store.SearchScenesAsync(search, CancellationToken.None);

            Assert.Equal($"{dimension}", Assert.Single(hits).Image.ImageId);
        }
    }

    [Fact]
    public async Task Add_FromManyProcessesAtOnce_GivesEachItsOwn()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
            await (await OpenAsync()).AddAsync($"scene-text/{number}", CancellationToken.None)));

        Assert.Equal(8, added.Select(generation => generation.Name).Distinct().Count());
        Assert.Equal(9, (await (await OpenAsync()).ListAsync(CancellationToken.None)).Count);
    }

    protected override ValueTask<IGenerations> OpenAsync() => new(new SqliteGenerations(
        Options.Create(new SqliteVectorStoreOptions { Directory = _folder.Path }),
        TimeProvider.System,
        NullLogger<SqliteVectorStore>.Instance));
}
