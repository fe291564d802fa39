using System.Text.Json.Nodes;

namespace Indexing.Helm.Tests;

/// <summary>A Deployment, a Job or a Pod of its own.</summary>
internal sealed record Workload(JsonObject Object)
{
    public string Title => $"{Object.Text("kind")} {Object.Text("metadata", "name")}";

    /// <summary>worker, query, migration or test.</summary>
    public string Component => Labels.Text("app.kubernetes.io/component");

    public JsonNode Labels => Template.At("metadata", "labels")!;

    public JsonNode Pod => Template.At("spec")!;

    public IEnumerable<JsonObject> Containers => [.. Pod.Items("initContainers"), .. Pod.Items("containers")];

    private JsonNode Template => Object.Text("kind") == "Pod" ? Object : Object.At("spec", "template")!;

    /// <summary>
    /// The variables of the first container as the kubelet would set them: ConfigMaps first, the container's own over them, fields and
    /// references to earlier ones resolved. Secrets that are read through variables get their key as value.
    /// </summary>
    public Dictionary<string, string> Environment(Manifests manifests, string podAddress)
    {
        var container = Containers.First();
        var result = container.Items("envFrom")
            .SelectMany(source => manifests.One("ConfigMap", source.Text("configMapRef", "name")).Entries("data"))
            .ToDictionary(entry => entry.Key, entry => entry.Value!.ToString());
        foreach (var variable in container.Items("env"))
            result[variable.Text("name")] = ValueOf(variable, result, podAddress);
        return result;
    }

    private static string ValueOf(JsonObject variable, Dictionary<string, string> known, string podAddress)
    {
        if (variable.At("valueFrom") is { } source)
            return source.Text("fieldRef", "fieldPath") switch
            {
                "status.podIP" => podAddress,
                "" => source.Text("secretKeyRef", "key"),
                var field => field,
            };
        return known.Aggregate(
            variable.Text("value"), (text, entry) => text.Replace($"$({entry.Key})", entry.Value, StringComparison.Ordinal));
    }
}
