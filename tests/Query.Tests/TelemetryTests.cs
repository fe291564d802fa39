using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using Indexing.Contracts;

namespace Indexing.Query.Tests;

public sealed class TelemetryTests(QueryFixture fixture) : IClassFixture<QueryFixture>
{
    private RunningQuery Server => fixture.Server;

    [Fact]
    public async Task Trace_OfASearch_HasEveryStepBelowTheRequest()
    {
        var finished = new TaskCompletionSource();
        var spans = new ConcurrentQueue<Activity>();
        var trace = ActivityTraceId.CreateRandom();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Microsoft.AspNetCore" or "Indexing.Search",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId != trace)
                    return;
                spans.Enqueue(span);
                if (span.Source.Name == "Microsoft.AspNetCore")
                    finished.TrySetResult();
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/search");
        request.Content = JsonContent.Create(new { query = "coffee", mode = "exact" });
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");

        await Server.Client.SendAsync(request);
        await finished.Task.WaitAsync(TimeSpan.FromSeconds(30));

        var names = spans.ToDictionary(span => span.SpanId, span => span.DisplayName);
        Assert.Equal(
            [
                "nearest < search", "rerank < search", "describe < search",
                "search < POST /v1/search", "POST /v1/search < ",
            ],
            spans.Select(span => $"{span.DisplayName} < {names.GetValueOrDefault(span.ParentSpanId)}"));
        Assert.Equal(200, spans.Last().GetTagItem("http.response.status_code"));
    }

    [Fact]
    public async Task Metrics_OfSearches_AreCountedByMode()
    {
        var before = await Server.Client.GetStringAsync("/metrics");
        await Server.Api.SearchAsync(new SearchRequest { Query = "coffee", Mode = SearchMode.Exact });
        await Server.Api.SearchAsync(new SearchRequest { Query = "zeppelin", Mode = SearchMode.Exact });
        await Server.Api.SearchAsync(new SearchRequest { Query = "coffee", Mode = SearchMode.Similar });

        var after = await Server.Client.GetStringAsync("/metrics");

        double Added(string name, string mode) => Value(after, name, mode) - Value(before, name, mode);
        Assert.Equal(2, Added("indexing_search_duration_seconds_count", "exact"));
        Assert.Equal(1, Added("indexing_search_duration_seconds_count", "similar"));
        Assert.Equal(1, Added("indexing_search_empty_total", "exact"));
        Assert.Contains("indexing_store_search_duration_seconds_bucket", after, StringComparison.Ordinal);
        Assert.Contains("service_name=\"indexing-query\"", after, StringComparison.Ordinal);
    }

    private static double Value(string metrics, string name, string mode) => metrics.Split('\n')
        .Where(line => line.StartsWith($"{name}{{", StringComparison.Ordinal))
        .Where(line => line.Contains($"mode=\"{mode}\"", StringComparison.Ordinal))
        .Sum(line => double.Parse(line.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture));
}
