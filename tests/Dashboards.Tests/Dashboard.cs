using System.Text.Json;

namespace Indexing.Dashboards.Tests;

/// <summary>A dashboard's file.</summary>
internal sealed class Dashboard
{
    private Dashboard(string path)
    {
        Name = Path.GetFileName(path);
        Root = JsonDocument.Parse(File.ReadAllText(path)).RootElement;
    }

    public string Name { get; }

    public JsonElement Root { get; }

    public IReadOnlyList<JsonElement> Panels => [.. Root.GetProperty("panels").EnumerateArray()];

    /// <summary>Panels that show something: without the headings of rows.</summary>
    public IEnumerable<JsonElement> Charts => Panels.Where(panel => panel.GetProperty("type").GetString() != "row");

    /// <summary>Service whose processes the variable <c>instance</c> offers; <see langword="null"/> without the variable.</summary>
    public string? Service => Root.GetProperty("templating").GetProperty("list").EnumerateArray()
        .Where(variable => variable.GetProperty("name").GetString() == "instance")
        .Select(variable => variable.GetProperty("definition").GetString()!.Split('"')[1])
        .SingleOrDefault();

    public static IReadOnlyList<Dashboard> All { get; } = [.. DeployedFiles.Dashboards.Select(path => new Dashboard(path))];

    /// <summary>Every query with its place; Grafana's own variables as Grafana would fill them.</summary>
    /// <param name="instances">Regular expression of the chosen processes.</param>
    public IEnumerable<(string Place, string Expression)> Queries(string instances) =>
        from panel in Charts
        from target in panel.GetProperty("targets").EnumerateArray()
        let expression = target.GetProperty("expr").GetString()!
        select ($"{Name}, {panel.GetProperty("title").GetString()}", expression
            .Replace("$__rate_interval", "2m", StringComparison.Ordinal)
            .Replace("$instance", instances, StringComparison.Ordinal));
}
