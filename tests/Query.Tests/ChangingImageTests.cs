using System.Net.Http.Json;
using Indexing.Contracts;
using Indexing.TestSupport;
using Indexing.VectorStore;

namespace Indexing.Query.Tests;

public sealed class ChangingImageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Image_ReplacedBetweenTheTwoReads_ShowsOneVersion()
    {
        ChangingVectorStore? changing = null;
        await using var server = await RunningQuery.StartAsync(_folder, adjust: services => services.AdjustStore(
            store => changing = new ChangingVectorStore(store)));
        await server.IndexAsync("changing", words: ["coffee"]);
        changing!.Change = store => store.ReplaceImageAsync(
            SyntheticWords.Image("changing", version: 2, tenant: "default") with { Width = 10, Height = 10 },
            [new SyntheticWords(seed: 1).Word(0, "second"), new SyntheticWords(seed: 2).Word(1, "version")],
            CancellationToken.None);

        var image = await server.Client.GetFromJsonAsync<ImageView>(ImageAddress.Of("changing"));

        Assert.Equal((2, 10), (image!.Version, image.Width));
        Assert.Equal(["second", "version"], image.Words.Select(word => word.Text));
    }
}
