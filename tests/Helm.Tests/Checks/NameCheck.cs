using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Indexing.Helm.Tests.Checks;

/// <summary>Names and labels are valid and short enough, no object is there twice, and all carry the labels of their release.</summary>
internal static partial class NameCheck
{
    private const int MostCharacters = 63;
    private static readonly string[] Labels =
        ["app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/managed-by", "helm.sh/chart"];

    public static IEnumerable<string> Mistakes(Manifests manifests) =>
    [
        .. manifests.Objects.SelectMany(Names),
        .. manifests.Objects.GroupBy(item => (item.Text("kind"), item.Text("metadata", "name"))).Where(group => group.Count() > 1)
            .Select(group => $"{group.Key} is there twice."),
        .. manifests.Workloads.SelectMany(workload => workload.Labels.Entries().SelectMany(label => Label(workload.Title, label))),
        .. manifests.Workloads.SelectMany(workload => workload.Containers).SelectMany(container => container.Items("ports"))
            .Where(port => !PortName().IsMatch(port.Text("name"))).Select(port => $"Port {port.Text("name")} has no valid name."),
    ];

    private static IEnumerable<string> Names(JsonObject item)
    {
        var name = item.Text("metadata", "name");
        var title = $"{item.Text("kind")} {name}";
        if (!Name().IsMatch(name) || name.Length > MostCharacters)
            yield return $"{title} has no valid name of at most {MostCharacters} characters.";
        foreach (var wanted in Labels.Where(wanted => item.Text("metadata", "labels", wanted).Length == 0))
            yield return $"{title} has no label {wanted}.";
        foreach (var label in item.Entries("metadata", "labels"))
            foreach (var mistake in Label(title, label))
                yield return mistake;
        foreach (var annotation in item.Entries("metadata", "annotations").Where(
            annotation => annotation.Value?.GetValueKind() != JsonValueKind.String))
            yield return $"{title}: annotation {annotation.Key} is no text.";
    }

    private static IEnumerable<string> Label(string title, KeyValuePair<string, JsonNode?> label)
    {
        if (label.Value is not JsonValue value || !value.TryGetValue<string>(out var text))
            yield return $"{title}: label {label.Key} is no text.";
        else if (text.Length > MostCharacters || !LabelValue().IsMatch(text))
            yield return $"{title}: label {label.Key} is '{text}', which is not valid.";
    }

    [GeneratedRegex("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")]
    private static partial Regex Name();

    [GeneratedRegex("^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$")]
    private static partial Regex LabelValue();

    [GeneratedRegex("^(?=.{1,15}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    private static partial Regex PortName();
}
