using System.Diagnostics;
using System.Text.Json.Nodes;
using Indexing.TestSupport;
using Indexing.VectorStore.Qdrant.Tests.Exchanges;
using Indexing.VectorStore.Qdrant.Tests.QdrantModel;
using Microsoft.Extensions.Logging.Abstractions;

namespace Indexing.VectorStore.Qdrant.Tests;

/// <summary>
/// Every exchange on file is what Qdrant's OpenAPI document allows, by the types of the official JavaScript client. Needs node and
/// npm, as the build of the native runtimes does.
/// </summary>
public sealed class OpenApiTests : IDisposable
{
    private static readonly string Folder = Path.Combine(ConformanceFolder.Project, "openapi");

    private readonly DirectoryInfo _broken = Directory.CreateTempSubdirectory("qdrant-exchanges-");

    public void Dispose() => _broken.Delete(recursive: true);

    [Fact]
    public async Task Exchanges_OnFile_AreWhatTheDocumentAllows()
    {
        (int code, string output) = await CheckAsync(ConformanceFolder.Root);

        Assert.True(code == 0, output);
        Assert.EndsWith(" 0 violations", output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exchanges_WithAnError_AreFound()
    {
        Write("unknown-field", "POST", "/collections/x/points/scroll", """{"filters":{"must":[]},"limit":1}""");
        Write("wrong-filter", "POST", "/collections/x/points/scroll", """{"filter":{"must":[{"key":"a","match":{"values":1}}]}}""");
        Write("missing-field", "PUT", "/collections/x/points?wait=true", """{"points":[{"vector":{}}]}""");
        Write("wrong-query", "PUT", "/collections/x/points?wait=perhaps", """{"points":[{"id":1,"vector":{}}]}""");
        Write("unknown-query", "PUT", "/collections/x/points?waits=true", """{"points":[{"id":1,"vector":{}}]}""");
        Write("wrong-method", "POST", "/collections/x/points/payload/upsert", """{}""");
        Write("wrong-answer", "POST", "/collections/x/points/count", """{"exact":true}""", """{"result":{"counts":1}}""");
        Write("right", "POST", "/collections/x/points/count", """{"exact":true}""", """{"result":{"count":1}}""");

        (int code, string output) = await CheckAsync(_broken.FullName);

        Assert.Equal(1, code);
        Assert.EndsWith("8 exchanges, 7 violations", output.TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain("right.json", output, StringComparison.Ordinal);
    }

    /// <summary>Forms and files are left out: the document says of them that they are binary.</summary>
    [Fact]
    public async Task Exchanges_OfABackup_AreWhatTheDocumentAllows()
    {
        using var model = new QdrantModelServer { Peers = 1 };
        using (QdrantVectorStore store = StoreFactory.Open(model))
            await store.ReplaceImageAsync(SyntheticWords.Image("a"), new SyntheticWords(1).Words(2), CancellationToken.None);
        int number = 0;
        using var recording = new ScriptedServer(model, async (request, token) =>
        {
            string? body = request.Content is ReadOnlyMemoryContent json ? await json.ReadAsStringAsync(token) : null;
            using var invoker = new HttpMessageInvoker(model, disposeHandler: false);
            HttpResponseMessage answer = await invoker.SendAsync(request, token);
            string? response = answer.Content is StringContent text ? await text.ReadAsStringAsync(token) : null;
            if (answer.IsSuccessStatusCode)
                Write($"{number++:000}", request.Method.Method, request.RequestUri!.PathAndQuery, body ?? "null", response);
            return answer;
        });
        var options = new QdrantVectorStoreOptions { Url = "http://qdrant.test:6333", CollectionPrefix = "conformance" };
        using var backup = new QdrantIndexBackup(options, TimeProvider.System, NullLogger.Instance, recording);
        using var place = new TemporaryFolder();
        await backup.BackUpAsync(place.Combine("backup"), CancellationToken.None);
        await backup.RestoreAsync(place.Combine("backup"), force: true, CancellationToken.None);

        (int code, string output) = await CheckAsync(_broken.FullName);

        Assert.True(code == 0, output);
        Assert.True(number > 20, output);
    }

    private void Write(string name, string method, string path, string request, string? response = null) => File.WriteAllText(
        Path.Combine(_broken.FullName, name + ".json"),
        new JsonObject
        {
            ["method"] = method,
            ["path"] = path,
            ["request"] = JsonNode.Parse(request),
            ["status"] = response is null ? 404 : 200,
            ["response"] = response is null ? null : JsonNode.Parse(response),
        }.ToJsonString());

    private static async Task<(int Code, string Output)> CheckAsync(string exchanges)
    {
        if (!File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json")))
        {
            (int installed, string log) = await RunAsync("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            Assert.True(installed == 0, log);
        }
        return await RunAsync("node", "check.mjs", exchanges);
    }

    private static async Task<(int Code, string Output)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }
}
