using System.Text.Json.Nodes;

namespace Indexing.Helm.Tests;

/// <summary>What one set of values renders to.</summary>
/// <param name="Objects">The objects, as they would be sent to the cluster.</param>
/// <param name="Values">The values they were made from, the chart's own included.</param>
internal sealed record Manifests(IReadOnlyList<JsonObject> Objects, JsonObject Values)
{
    /// <summary>The sets of values in <c>helm/indexing/ci</c>.</summary>
    public static IReadOnlyList<string> Sets { get; } = ["default", "gpu", "keda", "minimal", "everything"];

    private static readonly Dictionary<string, Lazy<Task<(string Text, JsonObject Values)>>> Rendered = Sets.ToDictionary(
        set => set,
        set => new Lazy<Task<(string, JsonObject)>>(async () =>
            (await ChartRenderer.RenderAsync("-f", FileOf(set)), await ChartRenderer.ValuesAsync("-f", FileOf(set)))));

    /// <summary>Pods and what makes pods.</summary>
    public IEnumerable<Workload> Workloads => Objects
        .Where(item => item.Text("kind") is "Deployment" or "Job" or "Pod")
        .Select(item => new Workload(item));

    public static string FileOf(string set) => Path.Combine(ChartRenderer.Chart, "ci", $"{set}-values.yaml");

    /// <summary>The rendering of a set as text.</summary>
    public static async Task<string> TextAsync(string set) => (await Rendered[set].Value).Text;

    /// <summary>The rendering of a set, the caller's own to change.</summary>
    public static async Task<Manifests> OfAsync(string set)
    {
        var (text, values) = await Rendered[set].Value;
        return new Manifests(Yaml.Read(text), values.DeepClone().AsObject());
    }

    /// <summary>The rendering of other options.</summary>
    public static async Task<Manifests> RenderAsync(params string[] options) =>
        new(Yaml.Read(await ChartRenderer.RenderAsync(options)), await ChartRenderer.ValuesAsync(options));

    public IEnumerable<JsonObject> OfKind(params string[] kinds) => Objects.Where(item => kinds.Contains(item.Text("kind")));

    /// <summary>The object of this kind whose name ends so.</summary>
    public JsonObject One(string kind, string ending) =>
        Assert.Single(OfKind(kind), item => item.Text("metadata", "name").EndsWith(ending, StringComparison.Ordinal));

    public bool Has(string kind, string name) => OfKind(kind).Any(item => item.Text("metadata", "name") == name);
}
