using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Indexing.TestSupport.Servers;

namespace Indexing.Helm.Tests;

/// <summary>
/// Renders the chart: with <c>helm</c> where it is installed, otherwise with the renderer of <c>tests/HelmRenderer</c>, which is built (and
/// Go installed) when it is first needed.
/// </summary>
internal static partial class ChartRenderer
{
    /// <summary>Name of the release in every rendering.</summary>
    public const string Release = "demo";

    private static readonly Lazy<Task<string>> OwnProgram = new(async () =>
        (await ProgramRun.CheckAsync(Checkout.File("tests/HelmRenderer/build.sh"), [])).Trim());

    private static readonly Lazy<string> ChartForHelm = new(WithoutDependencies);

    public static string Chart { get; } = Checkout.File("helm/indexing");

    private static string? Helm { get; } = ProgramRun.Find("helm");

    /// <summary>Path of the renderer of our own.</summary>
    public static Task<string> OwnAsync() => OwnProgram.Value;

    /// <summary>The manifests as text.</summary>
    public static async Task<string> RenderAsync(params string[] options)
    {
        var (code, output, error) = await TryRenderAsync(options);
        Assert.True(code == 0, error);
        return output;
    }

    /// <summary>The same for values that may be refused.</summary>
    public static async Task<(int Code, string Output, string Error)> TryRenderAsync(params string[] options) => Helm is { } helm
        ? await ProgramRun.RunAsync(helm, ["template", Release, ChartForHelm.Value, "--kube-version", "1.32.0", .. options])
        : await ProgramRun.RunAsync(await OwnAsync(), ["template", Release, Chart, .. options]);

    /// <summary>The values that the templates see: the chart's own under those that were given.</summary>
    public static async Task<JsonObject> ValuesAsync(params string[] options) =>
        JsonNode.Parse(await ProgramRun.CheckAsync(await OwnAsync(), ["values", Chart, .. options]))!.AsObject();

    /// <summary>Helm refuses a chart whose dependencies were not fetched, even those that are switched off.</summary>
    private static string WithoutDependencies()
    {
        var copy = Directory.CreateTempSubdirectory("indexing-chart-").FullName;
        ProcessLeash.AtTheEnd($"rm -rf '{copy}'");
        foreach (var file in Directory.EnumerateFiles(Chart, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Chart, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var metadata = Path.Combine(copy, "Chart.yaml");
        File.WriteAllText(metadata, Dependencies().Replace(File.ReadAllText(metadata), ""));
        return copy;
    }

    [GeneratedRegex(@"^dependencies:\n(?:[ -].*\n)+", RegexOptions.Multiline)]
    private static partial Regex Dependencies();
}
