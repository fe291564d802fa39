using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Indexing.Deploy.Tests;

/// <summary>A service of a compose file, as <c>docker-compose config</c> writes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Node">Its settings.</param>
internal sealed record ComposeService(string Name, JsonObject Node)
{
    public string Image => Text("image");

    /// <summary>The name of its Dockerfile in <c>deploy/docker</c>, or <see langword="null"/> when others make the image.</summary>
    public string? OurImage => Node["build"]?["dockerfile"]?.GetValue<string>() is { } file ? Path.GetFileNameWithoutExtension(file) : null;

    public bool EndsByItself => Text("restart") == "no";

    public IEnumerable<KeyValuePair<string, string>> Environment =>
        (Node["environment"] as JsonObject ?? []).Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.ToString() ?? ""));

    public IReadOnlyList<string> Networks => [.. (Node["networks"] as JsonObject ?? []).Select(network => network.Key)];

    /// <summary>Command, entry point and health check: what is run in it.</summary>
    public IEnumerable<string> Words => [.. List("command"), .. List("entrypoint"), .. Strings(Node["healthcheck"]?["test"])];

    /// <summary>What is mounted: a named volume or a path of this machine, where, and whether it may be written.</summary>
    public IEnumerable<(string Source, string Target, bool IsWritable)> Mounts => List("volumes").Select(mount =>
    {
        var parts = mount.Split(':');
        return (parts[0], parts[1], parts.Length < 3 || parts[2] != "ro");
    });

    public IEnumerable<string> Targets => [.. Mounts.Select(mount => mount.Target), .. List("tmpfs").Select(mount => mount.Split(':')[0])];

    /// <summary>Ports that are published: address of this machine, port of the container.</summary>
    public IEnumerable<(string Address, int Port)> Ports => (Node["ports"] as JsonArray ?? []).Select(port =>
    {
        // Without an address it is written as an object.
        if (port is JsonObject mapping)
            return ("0.0.0.0", mapping["target"]!.GetValue<int>());
        var parts = port!.GetValue<string>().Split('/')[0].Split(':');
        return (parts.Length == 3 ? parts[0] : "0.0.0.0", int.Parse(parts[^1], CultureInfo.InvariantCulture));
    });

    /// <summary>The services that it waits for, and for what.</summary>
    public IEnumerable<(string Name, string Condition)> Dependencies => (Node["depends_on"] as JsonObject ?? [])
        .Select(entry => (entry.Key, entry.Value!["condition"]!.GetValue<string>()));

    public bool HasHealthCheck =>
        Node["healthcheck"] is null ? OurImage is not null : !Strings(Node["healthcheck"]!["test"]).SequenceEqual(["NONE"]);

    public string Text(string key) => Node[key]?.ToString() ?? "";

    public IReadOnlyList<string> List(string key) => [.. Strings(Node[key])];

    public string Limit(string key) => Node["deploy"]?["resources"]?["limits"]?[key]?.ToString() ?? "";

    /// <summary>Every service of a compose file.</summary>
    public static IReadOnlyList<ComposeService> All(JsonNode model) =>
        [.. model["services"]!.AsObject().Select(service => new ComposeService(service.Key, service.Value!.AsObject()))];

    private static IEnumerable<string> Strings(JsonNode? node) => node switch
    {
        JsonArray list => list.Select(item => item!.ToString()),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.GetValue<string>()],
        _ => [],
    };
}
