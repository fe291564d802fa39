using System.Text.Json.Nodes;

namespace Indexing.Helm.Tests.Checks;

/// <summary>Where there are network policies, everything is closed and what each component needs is open.</summary>
internal static class NetworkCheck
{
    private static readonly Dictionary<string, string[]> Needed = new()
    {
        ["worker"] = ["53", "5672", "6333", "443"],
        ["query"] = ["53", "5672", "6333", "443"],
        ["migration"] = ["53", "6333", "443"],
        ["test"] = ["53", "http"],
    };

    public static IEnumerable<string> Mistakes(Manifests manifests)
    {
        var policies = manifests.OfKind("NetworkPolicy").ToList();
        if (policies.Count == 0)
            yield break;
        foreach (var workload in manifests.Workloads)
        {
            var own = policies.Where(policy => Selects(policy, workload.Labels)).ToList();
            if (!own.Exists(policy => policy.Texts("spec", "policyTypes").SequenceEqual(["Ingress", "Egress"])
                && policy.At("spec", "ingress") is null && policy.At("spec", "egress") is null))
                yield return $"{workload.Title}: nothing is closed.";
            foreach (var port in Needed[workload.Component].Except(Ports(own, "egress")))
                yield return $"{workload.Title}: it cannot reach port {port}.";
            if (workload.Component == "query" && !Ports(own, "ingress").Contains("http"))
                yield return $"{workload.Title}: nobody can reach it.";
            if (workload.Component == "query" && !Admits(own, manifests))
                yield return $"{workload.Title}: helm test cannot reach it.";
        }

        if (manifests.Values.Text("otel", "endpoint").Length > 0 && !Ports(policies, "egress").Contains("4317"))
            yield return "The collector cannot be reached.";
    }

    private static IEnumerable<string> Ports(IEnumerable<JsonObject> policies, string direction) =>
        policies.SelectMany(policy => policy.Items("spec", direction)).SelectMany(rule => rule.Items("ports"))
            .Select(port => port.Text("port"));

    private static bool Admits(IEnumerable<JsonObject> policies, Manifests manifests)
    {
        var test = manifests.Workloads.Single(workload => workload.Component == "test").Labels;
        return policies.SelectMany(policy => policy.Items("spec", "ingress")).SelectMany(rule => rule.Items("from"))
            .Any(peer => SelectorCheck.Matches(peer.At("podSelector", "matchLabels"), test));
    }

    private static bool Selects(JsonObject policy, JsonNode labels) =>
        SelectorCheck.Matches(policy.At("spec", "podSelector", "matchLabels"), labels)
        && policy.Items("spec", "podSelector", "matchExpressions").All(expression =>
            expression.Text("operator") == "In" && expression.Texts("values").Contains(labels.Text(expression.Text("key"))));
}
