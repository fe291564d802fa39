using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Indexing.TestSupport.Servers;

namespace Indexing.Deploy.Tests;

/// <summary>The compose file is accepted by docker-compose and names nothing that does not exist.</summary>
public sealed partial class ComposeTests(DeployFiles files)
{
    private const string BlobsCheck =
        "test: [CMD, nc, -z, 127.0.0.1, \"10000\"]\n      interval: 10s\n      timeout: 5s\n      retries: 6\n      start_period: 30s";

    [Fact]
    public async Task Compose_AsItIs_KeepsTheRules() =>
        Assert.Empty(ComposeRules.Mistakes(await ModelAsync(DeployFiles.Compose), files.Dockerfiles));

    [Theory]
    [InlineData("read_only: true", "read_only: false", "worker: read_only is missing")]
    [InlineData("cap_drop: [ALL]", "cap_drop: [NET_RAW]", "cap_drop must be ALL")]
    [InlineData("no-new-privileges:true", "no-new-privileges:false", "security_opt must be")]
    [InlineData("restart: unless-stopped", "restart: always", "restart must be unless-stopped")]
    [InlineData("stop_grace_period: 30s", "stop_grace_period: 10s", "worker takes up to 23 s")]
    [InlineData("Ingest__Parallel:", "Ingest__Paralel:", "worker: Ingest__Paralel is read by nobody")]
    [InlineData("/run/secrets/qdrant-api-key", "/run/secrets/qdrant", "makes no '/run/secrets/qdrant'")]
    [InlineData("Roots__0: /data/inline", "Roots__0: /pictures", "nothing is mounted at '/pictures'")]
    [InlineData("http://qdrant:6333", "http://vectors:6333", "there is no service 'vectors'")]
    [InlineData("http://qdrant:6333", "http://qdrant:6334", "qdrant does not listen on 6334")]
    [InlineData("http://query:8080", "http://query:80", "seed: query does not listen on 80")]
    [InlineData("127.0.0.1:${QUERY_PORT:-8080}:8080", "${QUERY_PORT:-8080}:8080", "0.0.0.0:8080 is published")]
    [InlineData("127.0.0.1:${QUERY_PORT:-8080}:8080", "127.0.0.1:8080:80", "query: nothing listens on 80")]
    [InlineData("    command: [az", "    ports: [\"127.0.0.1:10000:10000\"]\n    command: [az", "blobs: 127.0.0.1:10000 is published")]
    [InlineData("rabbitmq:4.2.4-management", "rabbitmq:latest", "'rabbitmq:latest' is not pinned")]
    [InlineData("deploy/docker/worker.Dockerfile", "deploy/docker/workers.Dockerfile", "there is no deploy/docker/workers.Dockerfile")]
    [InlineData("image: indexing-worker-gpu:", "image: indexing-worker:", "is built from worker-gpu.Dockerfile")]
    [InlineData("user: \"999:999\"", "user: rabbitmq", "rabbitmq: user is 'rabbitmq'")]
    [InlineData("user: \"999:999\"", "user: \"0:0\"", "none of them 0")]
    [InlineData("hostname: rabbitmq", "privileged: true", "privileged is not allowed")]
    [InlineData("./rabbitmq.conf:", "./rabbit.conf:", "rabbit.conf' does not exist")]
    [InlineData("/etc/rabbitmq/indexing.conf:ro", "/etc/rabbitmq/indexing.conf", "may be written")]
    [InlineData("- qdrant:/qdrant/storage", "- qdrant:/qdrant/store", "nothing is mounted at '/qdrant/storage/.qdrant-initialized'")]
    [InlineData("condition: service_completed_successfully", "condition: service_started", "does not wait for them")]
    [InlineData(BlobsCheck, "disable: true", "worker: waits for the health of blobs, which has no check")]
    [InlineData(BlobsCheck, "disable: true", "blobs: has no health check")]
    [InlineData("internal: true", "internal: false", "'inside' must be internal")]
    [InlineData("limits: { cpus: \"${QUERY_CPUS:-2}\", ", "limits: { ", "query: has no limit of cpus")]
    [InlineData("  grafana: {}\n", "  grafana: {}\n  spare: {}\n", "Volume 'spare' is used by nobody")]
    public async Task Mistakes_OfAChangedFile_AreTold(string old, string replacement, string expected)
    {
        Assert.Contains(old, DeployFiles.Compose, StringComparison.Ordinal);

        var model = await ModelAsync(DeployFiles.Compose.Replace(old, replacement, StringComparison.Ordinal));

        Assert.Contains(ComposeRules.Mistakes(model, files.Dockerfiles), mistake => mistake.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("      - blobs:/data", "      - data:/data", "Named volume \"data:/data:rw\"")]
    [InlineData("    tmpfs: [/tmp]", "    tempfs: [/tmp]", "tempfs")]
    [InlineData("retries: 6", "retries: often", "retries")]
    public async Task Compose_OfAChangedFile_IsRefused(string old, string replacement, string expected)
    {
        Assert.Contains(old, DeployFiles.Compose, StringComparison.Ordinal);

        var (code, error, _) = await DeployFiles.ReadComposeAsync(DeployFiles.Compose.Replace(old, replacement, StringComparison.Ordinal));

        Assert.NotEqual(0, code);
        Assert.Contains(expected, error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void EnvExample_ListsEveryVariable_WithItsDefault()
    {
        var used = Variable().Matches(DeployFiles.Compose)
            .Select(match => (match.Groups["name"].Value, match.Groups["default"].Value)).Distinct().Order();

        var listed = File.ReadLines(Checkout.File($"{DeployFiles.ComposeFolder}/.env.example"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('=', 2)).Select(parts => (parts[0], parts[1])).Order();

        Assert.Equal(used, listed);
    }

    [Fact]
    public async Task GpuWorker_OfTheProfile_AsksForOneGpu()
    {
        var worker = ComposeService.All(await ModelAsync(DeployFiles.Compose)).Single(service => service.OurImage == "worker-gpu");

        Assert.Equal(["gpu"], worker.List("profiles"));
        var device = worker.Node["deploy"]!["resources"]!["reservations"]!["devices"]![0]!;
        Assert.Equal(("nvidia", 1, "gpu"), (
            device["driver"]!.GetValue<string>(), device["count"]!.GetValue<int>(), device["capabilities"]![0]!.GetValue<string>()));
    }

    [Fact]
    public async Task Nodes_OfTheDockerfilesAndTheSeed_AreTheSame()
    {
        var seed = ComposeService.All(await ModelAsync(DeployFiles.Compose)).Single(service => service.Name == "seed");

        Assert.All(files.Dockerfiles.Values, file => Assert.Equal(seed.Image, file.Arguments["NODE_IMAGE"]));
    }

    internal static async Task<JsonNode> ModelAsync(string text)
    {
        var (code, error, model) = await DeployFiles.ReadComposeAsync(text);
        Assert.True(code == 0, error);
        return model!;
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Z_]+):-(?<default>[^}]*)\}")]
    private static partial Regex Variable();
}
