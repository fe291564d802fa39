using System.Diagnostics.Metrics;

namespace Indexing.Telemetry.Tests;

public sealed class MetricsEndpointTests
{
    [Fact]
    public async Task Metrics_OfARunningHost_AreStrictPrometheusText()
    {
        await using var host = await RunningHost.StartAsync();
        await host.Client.GetStringAsync("/things/1");

        var response = await host.Client.GetAsync("/metrics");

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        var scrape = PrometheusScrape.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal("histogram", scrape.Types["http_server_request_duration_seconds"]);
        Assert.Contains("dotnet_process_memory_working_set_bytes", scrape.Types.Keys);
        Assert.Contains(scrape.Series, series => series.Name == "target_info" && series.Labels["service_name"] == "tested-service");
        Assert.Contains(scrape.Series, series => series.Labels.GetValueOrDefault("http_route") == "/things/{id}");
    }

    [Fact]
    public async Task Memory_OfTheProcess_IsPrivateBelowItsLimit()
    {
        await using var host = await RunningHost.StartAsync();

        var scrape = await ScrapeAsync(host);

        var used = Value(scrape, "indexing_process_memory_private_bytes");
        Assert.InRange(used, 1_000_000, Value(scrape, "dotnet_process_memory_working_set_bytes") + 50_000_000);
        Assert.InRange(Value(scrape, "indexing_process_memory_limit_bytes"), used, 1e15);
    }

    [Theory]
    [InlineData("mapping.images.indexed", "{image}", "mapping_images_indexed_total")]
    [InlineData("mapping.read", "By", "mapping_read_bytes_total")]
    [InlineData("mapping.busy.seconds", "s", "mapping_busy_seconds_total")]
    [InlineData("mapping.already_total", "", "mapping_already_total")]
    [InlineData("mapping.rate", "{request}/s", "mapping_rate_per_second_total")]
    [InlineData("mapping.throughput", "By/s", "mapping_throughput_bytes_per_second_total")]
    [InlineData("mapping--odd//name", "", "mapping_odd_name_total")]
    public async Task Counter_NameAndUnit_AreMapped(string name, string unit, string expected)
    {
        await using var host = await RunningHost.StartAsync();
        host.Meter.CreateCounter<long>(name, unit).Add(3);

        var scrape = await ScrapeAsync(host);

        Assert.Equal("counter", scrape.Types[expected]);
        Assert.Equal(3, scrape.Series.Single(series => series.Name == expected).Value);
    }

    [Fact]
    public async Task Gauges_OfEveryKind_AreGauges()
    {
        await using var host = await RunningHost.StartAsync();
        host.Meter.CreateUpDownCounter<int>("kind.up_down").Add(-2);
        host.Meter.CreateObservableGauge("kind.observed", () => 0.5, "1");
        host.Meter.CreateGauge<double>("kind.endless").Record(double.PositiveInfinity);

        var scrape = await ScrapeAsync(host);

        Assert.Equal(("gauge", -2), (scrape.Types["kind_up_down"], Value(scrape, "kind_up_down")));
        Assert.Equal(0.5, Value(scrape, "kind_observed_ratio"));
        Assert.Equal(double.PositiveInfinity, Value(scrape, "kind_endless"));
    }

    [Fact]
    public async Task Histogram_OfSeconds_HasBucketsFromMillisecondsToHalfAnHour()
    {
        await using var host = await RunningHost.StartAsync();
        var duration = host.Meter.CreateHistogram<double>("buckets.duration", "s");
        duration.Record(0.002);
        duration.Record(400);
        duration.Record(4000);

        var scrape = await ScrapeAsync(host);

        var buckets = scrape.Series.Where(series => series.Name == "buckets_duration_seconds_bucket")
            .ToDictionary(series => series.Labels["le"], series => series.Value);
        Assert.Equal((0, 1, 1, 2, 3), (buckets["0.001"], buckets["0.0025"], buckets["300"], buckets["1800"], buckets["+Inf"]));
        Assert.Equal(4400.002, Value(scrape, "buckets_duration_seconds_sum"), 1e-9);
    }

    [Fact]
    public async Task Histogram_OfCounts_DoublesFromOne()
    {
        await using var host = await RunningHost.StartAsync();
        host.Meter.CreateHistogram<int>("buckets.batch", "{image}").Record(3);

        var scrape = await ScrapeAsync(host);

        Assert.Contains(scrape.Series, series => series is { Name: "buckets_batch_bucket", Value: 1 } && series.Labels["le"] == "4");
    }

    [Fact]
    public async Task Labels_WithEveryAwkwardCharacter_SurviveTheWay()
    {
        const string Awkward = "a\\b\"c\nd,e=f{g}";
        await using var host = await RunningHost.StartAsync();
        host.Meter.CreateCounter<long>("labels.awkward", description: "Back\\slash\nand line.")
            .Add(1, new KeyValuePair<string, object?>("the.key", Awkward), new("empty", null));

        var scrape = await ScrapeAsync(host);

        var labels = scrape.Series.Single(series => series.Name == "labels_awkward_total").Labels;
        Assert.Equal((Awkward, ""), (labels["the_key"], labels["empty"]));
        Assert.Equal(@"Back\\slash\nand line.", scrape.Helps["labels_awkward_total"]);
    }

    [Fact]
    public async Task Labels_ThatBecomeTheSameName_AreJoined()
    {
        await using var host = await RunningHost.StartAsync();
        host.Meter.CreateCounter<long>("labels.joined").Add(1, new KeyValuePair<string, object?>("a.b", "1"), new("a_b", "2"));

        var scrape = await ScrapeAsync(host);

        Assert.Equal("1;2", scrape.Series.Single(series => series.Name == "labels_joined_total").Labels["a_b"]);
    }

    [Fact]
    public async Task SameInstrument_OfTwoMeters_IsOneFamilyWithTwoSeries()
    {
        await using var host = await RunningHost.StartAsync();
        using var other = new Meter("Indexing.Other");
        host.Meter.CreateCounter<long>("twice.named").Add(1);
        other.CreateCounter<long>("twice.named").Add(2);
        other.CreateGauge<long>("twice.named.total").Record(9);

        var scrape = await ScrapeAsync(host);

        Assert.Equal(
            [("Indexing.Other", 2), ("Indexing.Tested", 1)],
            scrape.Series.Where(series => series.Name == "twice_named_total")
                .Select(series => (series.Labels["otel_scope_name"], series.Value)).Order());
    }

    private static double Value(PrometheusScrape scrape, string name) => scrape.Series.Single(series => series.Name == name).Value;

    private static async Task<PrometheusScrape> ScrapeAsync(RunningHost host) =>
        PrometheusScrape.Parse(await host.Client.GetStringAsync("/metrics"));
}
