using System.Globalization;
using System.Text.Json.Nodes;

namespace Indexing.Helm.Tests.Checks;

/// <summary>Every container asks for CPU and memory, no more than its limits of both; GPUs stand in limits only.</summary>
internal static class ResourceCheck
{
    private static readonly (string Suffix, decimal Factor)[] Units =
    [
        ("Ki", 1024m), ("Mi", 1024m * 1024), ("Gi", 1024m * 1024 * 1024), ("Ti", 1024m * 1024 * 1024 * 1024),
        ("k", 1e3m), ("M", 1e6m), ("G", 1e9m), ("T", 1e12m), ("m", 0.001m),
    ];

    public static IEnumerable<string> Mistakes(Manifests manifests) =>
        from workload in manifests.Workloads
        from container in workload.Containers
        from mistake in Mistakes(container)
        select $"{workload.Title}: {mistake}";

    private static IEnumerable<string> Mistakes(JsonObject container)
    {
        foreach (var resource in new[] { "cpu", "memory" })
        {
            var (request, limit) = (container.Text("resources", "requests", resource), container.Text("resources", "limits", resource));
            if (request.Length == 0 || limit.Length == 0)
                yield return $"{resource} is not asked for or not limited.";
            else if (Quantity(request) > Quantity(limit))
                yield return $"it asks for {request} {resource} and may have {limit}.";
        }

        foreach (var (resource, _) in container.Entries("resources", "requests")
            .Where(entry => entry.Key.Contains('/', StringComparison.Ordinal)))
            yield return $"{resource} is asked for; it belongs into the limits only.";
    }

    private static decimal Quantity(string text)
    {
        var unit = Units.FirstOrDefault(unit => text.EndsWith(unit.Suffix, StringComparison.Ordinal), (Suffix: "", Factor: 1m));
        return decimal.Parse(text[..^unit.Suffix.Length], CultureInfo.InvariantCulture) * unit.Factor;
    }
}
