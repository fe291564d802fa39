using System.Text.Json.Nodes;

namespace Indexing.Helm.Tests.Checks;

/// <summary>Everything that selects pods finds the pods it is for, and everything that scales something names it.</summary>
internal static class SelectorCheck
{
    public static IEnumerable<string> Mistakes(Manifests manifests)
    {
        foreach (var item in manifests.OfKind("Deployment", "Service", "PodDisruptionBudget", "PodMonitor", "ServiceMonitor"))
        {
            var labels = item.Text("kind") == "ServiceMonitor"
                ? manifests.OfKind("Service").Select(service => service.At("metadata", "labels"))
                : manifests.Workloads.Where(workload => workload.Component is "worker" or "query").Select(workload => workload.Labels);
            var selector = item.Text("kind") == "Service" ? item.At("spec", "selector") : item.At("spec", "selector", "matchLabels");
            var found = labels.Where(label => Matches(selector, label)).Select(label => label.Text("app.kubernetes.io/component")).ToList();
            var wanted = item.Text("metadata", "labels", "app.kubernetes.io/component");
            if (found is not [var single] || single != wanted)
                yield return $"{Title(item)} selects '{string.Join(", ", found)}', not '{wanted}'.";
        }

        foreach (var spread in manifests.Workloads.SelectMany(workload => workload.Pod.Items("topologySpreadConstraints")
            .Where(spread => !Matches(spread.At("labelSelector", "matchLabels"), workload.Labels)).Select(_ => workload.Title)))
            yield return $"{spread}: topologySpreadConstraints do not count its own pods.";

        foreach (var item in manifests.OfKind("HorizontalPodAutoscaler", "ScaledObject"))
        {
            var (kind, name) = (item.Text("spec", "scaleTargetRef", "kind"), item.Text("spec", "scaleTargetRef", "name"));
            if (!manifests.Has(kind, name))
                yield return $"{Title(item)} scales {kind} {name}, which is not there.";
            else if (manifests.OfKind(kind).Single(target => target.Text("metadata", "name") == name).At("spec", "replicas") is not null)
                yield return $"{Title(item)} scales {kind} {name}, whose replicas are fixed.";
        }
    }

    /// <summary>Whether all labels of a selector are there; an empty selector of ours is a mistake and matches nothing.</summary>
    public static bool Matches(JsonNode? selector, JsonNode? labels) =>
        selector.Entries().Any() && selector.Entries().All(entry => labels.Text(entry.Key) == entry.Value?.ToString());

    private static string Title(JsonObject item) => $"{item.Text("kind")} {item.Text("metadata", "name")}";
}
