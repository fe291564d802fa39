using System.Net;
using System.Text.Json;
using Indexing.Telemetry.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Indexing.Telemetry.Tests;

public sealed class HealthEndpointTests
{
    [Theory]
    [InlineData("/livez")]
    [InlineData("/alive")]
    public async Task Liveness_EveryCheckFails_IsHealthyAndAsksNone(string path)
    {
        var asked = 0;
        await using var host = await RunningHost.StartAsync(checks: checks => checks.AddCheck(
            "store",
            () => { asked++; return HealthCheckResult.Unhealthy(); },
            [HealthTags.Ready, HealthTags.Startup]));

        var response = await host.Client.GetAsync(path);

        Assert.Equal((HttpStatusCode.OK, 0), (response.StatusCode, asked));
    }

    [Theory]
    [InlineData("/readyz")]
    [InlineData("/health")]
    public async Task Readiness_OneCheckFails_Is503AndNamesEveryCheck(string path)
    {
        await using var host = await RunningHost.StartAsync(checks: checks => checks
            .AddCheck("models", () => HealthCheckResult.Healthy(), [HealthTags.Ready])
            .AddCheck("store", () => HealthCheckResult.Unhealthy(), [HealthTags.Ready])
            .AddCheck("only_at_start", () => HealthCheckResult.Unhealthy(), [HealthTags.Startup]));

        var response = await host.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(
            """{"status":"unhealthy","checks":{"models":"healthy","store":"unhealthy"}}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Readiness_OneCheckIsDegraded_Is200AndSaysSo()
    {
        await using var host = await RunningHost.StartAsync(
            checks: checks => checks.AddCheck("broker", () => HealthCheckResult.Degraded(), [HealthTags.Ready]));

        var response = await host.Client.GetAsync("/readyz");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"status":"degraded","checks":{"broker":"degraded"}}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Readiness_CheckThrows_IsUnhealthyWithoutTheException()
    {
        await using var host = await RunningHost.StartAsync(checks: checks => checks.AddCheck(
            "store", () => throw new InvalidOperationException("password=hunter2"), [HealthTags.Ready]));

        var body = await (await host.Client.GetAsync("/readyz")).Content.ReadAsStringAsync();

        Assert.Equal("""{"status":"unhealthy","checks":{"store":"unhealthy"}}""", body);
    }

    [Fact]
    public async Task Readiness_DataOfChecks_IsThereWhereItWasMeantToBe()
    {
        var data = new Dictionary<string, object> { ["device"] = "cpu" };
        await using var host = await RunningHost.StartAsync(checks: checks => checks
            .AddCheck("broker", () => HealthCheckResult.Healthy(data: data), [HealthTags.Ready])
            .AddCheck("models", () => HealthCheckResult.Healthy(data: data), [HealthTags.Ready, HealthTags.Described]));

        var body = await host.Client.GetStringAsync("/readyz");

        Assert.Equal(
            """{"status":"healthy","checks":{"broker":"healthy","models":"healthy"},"data":{"models":{"device":"cpu"}}}""", body);
    }

    [Fact]
    public async Task Startup_UntilItsCheckSucceeds_Is503()
    {
        var warmed = false;
        await using var host = await RunningHost.StartAsync(checks: checks => checks.AddCheck(
            "models", () => warmed ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(), [HealthTags.Startup]));

        var before = await host.Client.GetAsync("/startupz");
        warmed = true;
        var after = await host.Client.GetAsync("/startupz");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (before.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task Health_WithoutAnyCheck_IsHealthyJson()
    {
        await using var host = await RunningHost.StartAsync();

        var response = await host.Client.GetAsync("/readyz");

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("healthy", body.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Metrics_OfEveryCheck_TellItsState()
    {
        await using var host = await RunningHost.StartAsync(checks: checks => checks
            .AddCheck("told-healthy", () => HealthCheckResult.Healthy())
            .AddCheck("told-degraded", () => HealthCheckResult.Degraded())
            .AddCheck("told-unhealthy", () => HealthCheckResult.Unhealthy())
            .Services.Configure<HealthCheckPublisherOptions>(publishing => publishing.Delay = TimeSpan.FromMilliseconds(1)));

        Dictionary<string, double> states;
        do
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            var scrape = PrometheusScrape.Parse(await host.Client.GetStringAsync("/metrics"));
            states = scrape.Series.Where(series => series.Name == "indexing_health")
                .ToDictionary(series => series.Labels["check"], series => series.Value);
        }
        while (!states.ContainsKey("told-unhealthy"));

        Assert.Equal((1, 0.5, 0), (states["told-healthy"], states["told-degraded"], states["told-unhealthy"]));
    }
}
