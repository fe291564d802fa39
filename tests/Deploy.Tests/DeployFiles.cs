using System.Text.Json;
using System.Text.Json.Nodes;
using Indexing.TestSupport.Servers;

[assembly: AssemblyFixture(typeof(Indexing.Deploy.Tests.DeployFiles))]

namespace Indexing.Deploy.Tests;

/// <summary>Reads the files of <c>deploy/docker</c> and <c>deploy/compose</c>; installs what that takes, once.</summary>
public sealed class DeployFiles : IAsyncLifetime
{
    internal const string ComposeFolder = "deploy/compose";
    private const string Folder = "tests/Deploy";

    /// <summary>The images, by the names of their Dockerfiles.</summary>
    public static IReadOnlyList<string> Images { get; } =
    [
        .. Directory.EnumerateFiles(Checkout.File("deploy/docker"), "*.Dockerfile")
            .Select(file => Path.GetFileNameWithoutExtension(file)!).Order(),
    ];

    internal IReadOnlyDictionary<string, Dockerfile> Dockerfiles { get; private set; } = null!;

    internal static string Dockerfile(string image) => File.ReadAllText(Checkout.File($"deploy/docker/{image}.Dockerfile"));

    internal static string Compose => File.ReadAllText(Checkout.File($"{ComposeFolder}/compose.yaml"));

    public async ValueTask InitializeAsync()
    {
        await InstallPackagesAsync();
        await Tool.OutputAsync(Folder, "bash", ["docker-compose.sh", "install"]);
        var answer = await ReadAsync("dockerfiles", Images.ToDictionary(image => image, Dockerfile));
        Dockerfiles = answer.Deserialize<Dictionary<string, Dockerfile>>(JsonSerializerOptions.Web)!;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal static async Task<Dockerfile> ReadDockerfileAsync(string text) =>
        (await ReadAsync("dockerfiles", new() { ["it"] = text }))["it"].Deserialize<Dockerfile>(JsonSerializerOptions.Web)!;

    internal static async Task<JsonNode> ReadYamlAsync(string text) => (await ReadAsync("yaml", new() { ["it"] = text }))["it"]!;

    /// <summary>What docker-compose makes of a compose file that lies where ours does: variables and anchors filled in.</summary>
    internal static async Task<(int Code, string Error, JsonNode? Model)> ReadComposeAsync(string text)
    {
        var file = Path.GetTempFileName();
        var noVariables = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, text);
            var (code, output, error) = await Tool.RunAsync(
                ComposeFolder, "docker-compose", ["--project-directory", ".", "--env-file", noVariables, "-f", file, "config"]);
            return (code, error, code == 0 ? await ReadYamlAsync(output) : null);
        }
        finally
        {
            File.Delete(file);
            File.Delete(noVariables);
        }
    }

    private static async Task<JsonNode> ReadAsync(string kind, Dictionary<string, string> texts)
    {
        var input = JsonSerializer.Serialize(new Dictionary<string, object> { [kind] = texts });
        return JsonNode.Parse(await Tool.OutputAsync(Folder, "node", ["read.mjs"], input))![kind]!;
    }

    /// <summary>
    /// The stamp holds the lock file that was installed, so that a newer one is noticed and an interrupted installation repeated.
    /// </summary>
    private static async Task InstallPackagesAsync()
    {
        var wanted = Checkout.File($"{Folder}/package-lock.json");
        var stamp = Checkout.File($"{Folder}/node_modules/.installed-lock.json");
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == await File.ReadAllTextAsync(wanted))
            return;
        await Tool.OutputAsync(Folder, "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
        File.Copy(wanted, stamp, overwrite: true);
    }
}
