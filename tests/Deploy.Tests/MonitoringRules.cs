using System.Globalization;
using System.Text.Json.Nodes;

namespace Indexing.Deploy.Tests;

/// <summary>What Prometheus and Grafana are told to ask and to read exists in the compose file.</summary>
internal static class MonitoringRules
{
    /// <summary>The rules of <c>deploy/dashboards</c> tell the services by these.</summary>
    private static readonly string[] Jobs = ["indexing-worker", "indexing-query"];

    public static IEnumerable<string> OfPrometheus(
        JsonNode settings, IReadOnlyList<ComposeService> services, IReadOnlyDictionary<string, Dockerfile> dockerfiles)
    {
        var prometheus = services.Single(service => service.Name == "prometheus");
        var jobs = settings["scrape_configs"]!.AsArray().Select(job => job!).ToList();
        foreach (var job in Jobs.Except(jobs.Select(job => job["job_name"]!.GetValue<string>())))
            yield return $"There is no job '{job}'.";
        foreach (var (host, port) in jobs.SelectMany(Targets))
        {
            var service = host == "127.0.0.1" ? prometheus : services.FirstOrDefault(service => service.Name == host);
            if (service is null)
                yield return $"There is no service '{host}'.";
            else if (!ComposeRules.PortsOf(service, dockerfiles).Contains(port))
                yield return $"{host} does not listen on {port}.";
        }

        var files = settings["rule_files"]!.AsArray().Select(file => file!.GetValue<string>())
            .Concat(jobs.Select(job => job["authorization"]?["credentials_file"]?.GetValue<string>()).OfType<string>());
        foreach (var file in files)
            if (!IsMounted(prometheus, file))
                yield return $"Nothing is mounted at '{file}'.";
            else if (file.StartsWith(SecretFiles.Mount, StringComparison.Ordinal) && !SecretFiles.Names.Contains(file))
                yield return $"make-secrets.sh makes no '{file}'.";
    }

    public static IEnumerable<string> OfGrafana(
        JsonNode sources, JsonNode dashboards, IReadOnlyList<ComposeService> services, IReadOnlyDictionary<string, Dockerfile> dockerfiles)
    {
        foreach (var source in sources["datasources"]!.AsArray())
        {
            var url = new Uri(source!["url"]!.GetValue<string>());
            if (services.FirstOrDefault(service => service.Name == url.Host) is not { } service
                || !ComposeRules.PortsOf(service, dockerfiles).Contains(url.Port))
                yield return $"Nobody listens at {url}.";
        }

        var grafana = services.Single(service => service.Name == "grafana");
        foreach (var provider in dashboards["providers"]!.AsArray())
            if (provider!["options"]!["path"]!.GetValue<string>() is var path && !IsMounted(grafana, path))
                yield return $"Nothing is mounted at '{path}'.";
    }

    private static bool IsMounted(ComposeService service, string path) =>
        service.Targets.Any(target => path == target || path.StartsWith($"{target}/", StringComparison.Ordinal));

    private static IEnumerable<(string Host, int Port)> Targets(JsonNode job)
    {
        foreach (var found in job["dns_sd_configs"] as JsonArray ?? [])
            foreach (var name in found!["names"]!.AsArray())
                yield return (name!.GetValue<string>(), found["port"]!.GetValue<int>());
        foreach (var given in job["static_configs"] as JsonArray ?? [])
            foreach (var target in given!["targets"]!.AsArray().Select(target => target!.GetValue<string>().Split(':')))
                yield return (target[0], int.Parse(target[1], CultureInfo.InvariantCulture));
    }
}
