using Indexing.TestSupport.Servers;

namespace Indexing.Deploy.Tests;

/// <summary>Prometheus and Grafana of the compose file ask for what is there.</summary>
public sealed class MonitoringTests(DeployFiles files)
{
    [Fact]
    public async Task Prometheus_AsItIs_AsksForWhatIsThere() => Assert.Empty(await MistakesAsync(Read("prometheus.yml")));

    [Theory]
    [InlineData("job_name: indexing-worker", "job_name: worker", "There is no job 'indexing-worker'")]
    [InlineData("names: [query]", "names: [search]", "There is no service 'search'")]
    [InlineData("port: 8081", "port: 8080", "worker does not listen on 8080")]
    [InlineData("rabbitmq:15692", "rabbitmq:15693", "rabbitmq does not listen on 15693")]
    [InlineData("/etc/prometheus/rules.yaml", "/etc/rules/rules.yaml", "Nothing is mounted at '/etc/rules/rules.yaml'")]
    [InlineData("/run/secrets/qdrant-api-key", "/run/secrets/qdrant-key", "makes no '/run/secrets/qdrant-key'")]
    public async Task Prometheus_OfAChangedFile_IsToldApart(string old, string replacement, string expected)
    {
        var text = Read("prometheus.yml");
        Assert.Contains(old, text, StringComparison.Ordinal);

        var mistakes = await MistakesAsync(text.Replace(old, replacement, StringComparison.Ordinal));

        Assert.Contains(mistakes, mistake => mistake.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "", null)]
    [InlineData("http://prometheus:9090", "http://prometheus:9091", "Nobody listens at http://prometheus:9091/")]
    [InlineData("path: /etc/grafana/dashboards", "path: /dashboards", "Nothing is mounted at '/dashboards'")]
    public async Task Grafana_OfAFile_ReadsWhatIsThere(string old, string replacement, string? expected)
    {
        string Change(string text) => old.Length == 0 ? text : text.Replace(old, replacement, StringComparison.Ordinal);
        var services = ComposeService.All(await ComposeTests.ModelAsync(DeployFiles.Compose));

        var mistakes = MonitoringRules.OfGrafana(
            await DeployFiles.ReadYamlAsync(Change(Read("grafana/datasources/prometheus.yaml"))),
            await DeployFiles.ReadYamlAsync(Change(Read("grafana/dashboards/indexing.yaml"))),
            services,
            files.Dockerfiles);

        Assert.Equal(expected is null ? [] : [$"{expected}."], mistakes);
    }

    private async Task<IReadOnlyList<string>> MistakesAsync(string text) =>
    [
        .. MonitoringRules.OfPrometheus(
            await DeployFiles.ReadYamlAsync(text),
            ComposeService.All(await ComposeTests.ModelAsync(DeployFiles.Compose)),
            files.Dockerfiles),
    ];

    private static string Read(string file) => File.ReadAllText(Checkout.File($"{DeployFiles.ComposeFolder}/{file}"));
}
