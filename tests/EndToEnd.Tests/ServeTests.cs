using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Indexing.TestSupport;
using Indexing.VectorStore;

namespace Indexing.EndToEnd.Tests;

public sealed partial class ServeTests(DemoIndex index) : IClassFixture<DemoIndex>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Serve_IndexMadeByIndex_AnswersShowsAndEndsOnSigterm()
    {
        using var server = index.Workplace.Start("serve", "--urls", "http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = await AddressOfAsync(server), Timeout = Patience };

        var answer = await SearchAsync(client, "coffee");
        var id = answer.GetProperty("hits")[0].GetProperty("imageId").GetString()!;
        var picture = await client.GetByteArrayAsync($"/v1/images/{Uri.EscapeDataString(id)}/content");

        Assert.Equal(await File.ReadAllBytesAsync(id), picture);
        server.Terminate();
        await server.ExpectExitAsync(0);
    }

    [Fact]
    public async Task Serve_PictureSentInline_IsFoundByTheWordInIt()
    {
        using var workplace = new Workplace();
        using var server = workplace.Start("serve", "--urls", "http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = await AddressOfAsync(server), Timeout = Patience };
        var picture = await File.ReadAllBytesAsync(Workplace.DemoPictures.Single(path => Path.GetFileName(path) == "shop-coffee.jpg"));

        var announced = await client.PostAsJsonAsync("/v1/images", new { imageId = "sent/inline", source = new { inline = picture } });
        await WaitUntilIndexedAsync(client, announced.Headers.Location!);

        var hit = Assert.Single((await SearchAsync(client, "coffee")).GetProperty("hits").EnumerateArray());
        Assert.Equal("sent/inline", hit.GetProperty("imageId").GetString());
    }

    [Fact]
    public async Task Serve_KilledWithPicturesWaiting_IndexesThemAfterTheRestart()
    {
        const int Pictures = 20;
        using var workplace = new Workplace();
        using (var killed = workplace.Start("serve", "--urls", "http://127.0.0.1:0"))
        {
            using var first = new HttpClient { BaseAddress = await AddressOfAsync(killed), Timeout = Patience };
            for (var i = 0; i < Pictures; i++)
            {
                var body = new { imageId = $"picture {i}", source = new { inline = TestPictures.Png(i) } };
                (await first.PostAsJsonAsync("/v1/images", body)).EnsureSuccessStatusCode();
            }

            await killed.KillAsync();
        }

        using var server = workplace.Start("serve", "--urls", "http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = await AddressOfAsync(server), Timeout = Patience };
        for (var i = 0; i < Pictures; i++)
            await WaitUntilIndexedAsync(client, new Uri($"/v1/images/picture%20{i}/status", UriKind.Relative));

        var pictures = await workplace.ReadIndexAsync();
        Assert.Equal(Pictures, pictures.Count);
        Assert.All(pictures, picture => Assert.Equal(ImageStatus.Indexed, picture.Status));
    }

    private static async Task<JsonElement> SearchAsync(HttpClient client, string word)
    {
        var response = await client.PostAsJsonAsync("/v1/search", new { query = word, minScore = 0.1 });
        return await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task WaitUntilIndexedAsync(HttpClient client, Uri status)
    {
        using var patience = new CancellationTokenSource(Patience);
        while ((await client.GetFromJsonAsync<JsonElement>(status, patience.Token)).GetProperty("status").GetString() == "pending")
            await Task.Delay(50, patience.Token);
    }

    private static async Task<Uri> AddressOfAsync(IndexingProcess server)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!Address().IsMatch(server.Error))
        {
            Assert.True(server.IsRunning, server.Error);
            await Task.Delay(50, patience.Token);
        }

        return new Uri(Address().Match(server.Error).Value);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
