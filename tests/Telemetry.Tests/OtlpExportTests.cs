using System.Diagnostics;
using Indexing.Telemetry.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Indexing.Telemetry.Tests;

public sealed partial class OtlpExportTests
{
    [Theory]
    [InlineData("http/protobuf")]
    [InlineData("grpc")]
    public async Task Stop_WithACollector_HasSentTracesMetricsAndLogs(string protocol)
    {
        await using var collector = await OtlpCollector.StartAsync(protocol == "grpc");
        await using var host = await RunningHost.StartAsync(Settings(collector, ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol)));
        var name = Unique("export");
        host.Meter.CreateCounter<long>($"{name}.count").Add(1);

        host.Source.StartActivity($"{name}.span")?.Dispose();
        Say(host.Logger, name);
        await host.Client.GetStringAsync("/things/1");
        await host.StopAsync();

        Assert.Contains($"{name}.span", collector.Received("trace"), StringComparison.Ordinal);
        Assert.Contains("GET /things/{id}", collector.Received("trace"), StringComparison.Ordinal);
        Assert.Contains($"{name}.count", collector.Received("metrics"), StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", collector.Received("metrics"), StringComparison.Ordinal);
        Assert.Contains($"It says {name}", collector.Received("logs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resource_NameVersionAndOperatorsAttributes_AreSentWithEverySignal()
    {
        await using var collector = await OtlpCollector.StartAsync(grpc: false);
        await using var host = await RunningHost.StartAsync(Settings(
            collector,
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=harbour")));

        host.Source.StartActivity("any")?.Dispose();
        Say(host.Logger, "any");
        await host.StopAsync();

        foreach (var signal in (string[])["trace", "metrics", "logs"])
            foreach (var text in (string[])["tested-service", "service.version", "deployment.environment.name", "harbour"])
                Assert.Contains(text, collector.Received(signal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resource_OperatorsServiceName_WinsOverTheProgramsOwn()
    {
        await using var collector = await OtlpCollector.StartAsync(grpc: false);
        await using var host = await RunningHost.StartAsync(Settings(
            collector, ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_SERVICE_NAME", "chosen-name")));

        host.Source.StartActivity("any")?.Dispose();
        await host.StopAsync();

        Assert.Contains("chosen-name", collector.Received("trace"), StringComparison.Ordinal);
        Assert.DoesNotContain("tested-service", collector.Received("trace"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sampler_AlwaysOff_SendsNoSpan()
    {
        await using var collector = await OtlpCollector.StartAsync(grpc: false);
        await using var host = await RunningHost.StartAsync(Settings(
            collector, ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_TRACES_SAMPLER", "always_off")));

        host.Source.StartActivity("unsampled")?.Dispose();
        await host.Client.GetStringAsync("/things/1");
        await host.StopAsync();

        Assert.Equal("", collector.Received("trace"));
        Assert.NotEqual("", collector.Received("metrics"));
    }

    [Fact]
    public async Task Stop_WithoutACollector_IsQuiet()
    {
        await using var host = await RunningHost.StartAsync();

        host.Source.StartActivity("unsent")?.Dispose();

        await host.StopAsync();
    }

    [Theory]
    [InlineData("/readyz")]
    [InlineData("/livez")]
    [InlineData("/metrics")]
    public async Task Probe_OfAnOrchestrator_IsNeitherTracedNorCounted(string path)
    {
        await using var collector = await OtlpCollector.StartAsync(grpc: false);
        using var store = new ActivitySource("Indexing.Store");
        await using var host = await RunningHost.StartAsync(
            Settings(collector, ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")),
            checks => checks.AddCheck("store", () => Ask(store), [HealthTags.Ready]));
        var trace = ActivityTraceId.CreateRandom();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");

        await host.Client.SendAsync(request);
        var metrics = await host.Client.GetStringAsync("/metrics");
        await host.StopAsync();

        Assert.DoesNotContain($"GET {path}", collector.Received("trace"), StringComparison.Ordinal);
        Assert.DoesNotContain("span.of.a.check", collector.Received("trace"), StringComparison.Ordinal);
        Assert.DoesNotContain(PrometheusScrape.Parse(metrics).Series, series =>
            series.Name == "http_server_request_duration_seconds_count" && series.Labels.GetValueOrDefault("http_route") == path);
    }

    private static HealthCheckResult Ask(ActivitySource store)
    {
        store.StartActivity("span.of.a.check")?.Dispose();
        return HealthCheckResult.Healthy();
    }

    private static Dictionary<string, string?> Settings(OtlpCollector collector, params (string Name, string Value)[] more) =>
        more.Append(("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Endpoint)).ToDictionary(pair => pair.Item1, pair => (string?)pair.Item2);

    private static string Unique(string prefix) => $"{prefix}.{Guid.NewGuid():N}";

    [LoggerMessage(1, LogLevel.Warning, "It says {What}")]
    private static partial void Say(ILogger logger, string what);
}
