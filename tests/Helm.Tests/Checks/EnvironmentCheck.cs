namespace Indexing.Helm.Tests.Checks;

/// <summary>Every variable means something to the program that gets it, and no secret stands in a ConfigMap.</summary>
internal static class EnvironmentCheck
{
    /// <summary>What .NET, OpenTelemetry and CUDA read themselves, and what other variables refer to.</summary>
    private static readonly string[] Platform =
    [
        "ASPNETCORE_URLS", "ASPNETCORE_FORWARDEDHEADERS_ENABLED", "POD_NAME", "POD_NAMESPACE", "POD_IP", "CUDA_CACHE_PATH",
        "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_TRACES_SAMPLER", "OTEL_TRACES_SAMPLER_ARG",
        "OTEL_RESOURCE_ATTRIBUTES",
    ];

    private static readonly string[] Secret =
        ["ConnectionStrings__rabbitmq", "ConnectionStrings__blobs", "Qdrant__ApiKey", "AzureBlob__ConnectionString", "RabbitMq__Uri"];

    public static IEnumerable<string> Mistakes(Manifests manifests)
    {
        foreach (var workload in manifests.Workloads.Where(workload => workload.Component != "test"))
        {
            var given = manifests.Values.Items(workload.Component, "extraEnv").Select(variable => variable.Text("name")).ToList();
            var environment = workload.Environment(manifests, "10.0.0.1");
            foreach (var variable in environment.Keys.Except(Platform).Except(given))
                if (!HostSettings.Of(workload.Component).Knows(variable))
                    yield return $"{workload.Title}: {variable} is no option.";
            foreach (var value in environment.Values.Where(value => value.Contains("e+", StringComparison.Ordinal)))
                yield return $"{workload.Title}: {value} is a number that .NET does not read.";
        }

        foreach (var map in manifests.OfKind("ConfigMap"))
            foreach (var key in map.Entries("data").Select(entry => entry.Key).Where(Secret.Contains))
                yield return $"ConfigMap {map.Text("metadata", "name")}: {key} is a secret.";
    }
}
