using System.Text.Json;
using System.Text.Json.Nodes;
using Indexing.TestSupport.Servers;

namespace Indexing.Helm.Tests;

/// <summary>The chart's schema, asked by ajv (<c>tests/Helm/validate.mjs</c>).</summary>
internal static class SchemaValidator
{
    public static readonly string Schema = Path.Combine(ChartRenderer.Chart, "values.schema.json");

    private static readonly string Folder = Checkout.File("tests/Helm");

    private static readonly Lazy<Task> Packages = new(InstallAsync);

    /// <summary>What is wrong with each of these values, in sentences.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<string>>> MistakesAsync(IEnumerable<JsonObject> values)
    {
        await Packages.Value;
        var lines = string.Concat(values.Select(value => value.ToJsonString() + "\n"));
        var output = await ProgramRun.CheckAsync("node", ["validate.mjs", Schema], Folder, lines);
        return
        [
            .. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<List<string>>(line)!),
        ];
    }

    public static async Task<IReadOnlyList<string>> MistakesAsync(JsonObject values) => (await MistakesAsync([values])).Single();

    /// <summary>
    /// The stamp holds the lock file that was installed, so that a newer one is noticed and an interrupted installation repeated.
    /// </summary>
    private static async Task InstallAsync()
    {
        var wanted = Path.Combine(Folder, "package-lock.json");
        var stamp = Path.Combine(Folder, "node_modules/.installed-lock.json");
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == await File.ReadAllTextAsync(wanted))
            return;
        await ProgramRun.CheckAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], Folder);
        File.Copy(wanted, stamp, overwrite: true);
    }
}
