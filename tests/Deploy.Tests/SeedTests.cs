using Indexing.TestSupport;
using Indexing.TestSupport.Servers;

namespace Indexing.Deploy.Tests;

/// <summary>The way of the compose file's pictures: <c>seed.mjs</c>, a real Azurite, a real RabbitMQ, both hosts.</summary>
public sealed class SeedTests(DeployFiles files)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Seed_OfAFolder_MakesItsPicturesFound()
    {
        await using var broker = await RabbitMqServer.StartAsync();
        await using var blobs = await AzuriteServer.StartAsync();
        using var folder = new TemporaryFolder();
        (string Name, string Value)[] settings =
        [
            ("ConnectionStrings__rabbitmq", broker.Uri.AbsoluteUri),
            ("ConnectionStrings__blobs", blobs.ConnectionString),
            ("SqliteVectorStore__Directory", folder.Combine("index")),
        ];
        using var worker = HostProcess.Start(files.Dockerfiles["worker"], folder.Path, settings);
        using var query = HostProcess.Start(files.Dockerfiles["query"], folder.Path, settings);
        await worker.WaitAsync("/readyz");
        await query.WaitAsync("/readyz");
        var picture = await File.ReadAllBytesAsync(Checkout.File("services/Standalone/demo/shop-coffee.jpg"));
        folder.Write("pictures/street/café #1.jpg", picture);
        folder.Write("pictures/note.txt", "no picture");

        var (code, output, error) = await Tool.RunAsync(
            folder.Path,
            "node",
            [Checkout.File("deploy/compose/seed.mjs"), folder.Combine("pictures")],
            environment: new Dictionary<string, string>
            {
                ["BLOBS"] = $"http://127.0.0.1:{blobs.Port}/devstoreaccount1",
                ["API"] = query.Address.AbsoluteUri,
            });

        Assert.True(code == 0, error);
        Assert.Equal("1 pictures uploaded and announced", output.Trim());
        using var http = new HttpClient { BaseAddress = query.Address };
        await EventuallyAsync(http, "/v1/images", "\"imageId\":\"street/café #1.jpg\"", "\"status\":\"indexed\"");
    }

    private static async Task EventuallyAsync(HttpClient http, string path, params string[] expected)
    {
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        while (true)
        {
            var body = await http.GetStringAsync(new Uri(path, UriKind.Relative));
            if (Array.TrueForAll(expected, part => body.Contains(part, StringComparison.OrdinalIgnoreCase)))
                return;
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, body);
            await Task.Delay(200);
        }
    }
}
