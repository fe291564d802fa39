using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace Indexing.Telemetry.Tests;

public sealed class RequestSpanTests : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = [];
    private readonly ActivityListener _listener;

    public RequestSpanTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Theory]
    [InlineData("/things/7", "GET /things/{id}", 200, ActivityStatusCode.Unset)]
    [InlineData("/nowhere", "GET", 404, ActivityStatusCode.Unset)]
    [InlineData("/broken", "GET /broken", 500, ActivityStatusCode.Error)]
    public async Task Span_OfARequest_HasNameRouteAndStatus(string path, string name, int status, ActivityStatusCode outcome)
    {
        var trace = ActivityTraceId.CreateRandom();
        await using (var host = await RunningHost.StartAsync())
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
            Assert.Equal((HttpStatusCode)status, (await host.Client.SendAsync(request)).StatusCode);
            await host.StopAsync();
        }

        var span = Assert.Single(_spans, activity => activity.TraceId == trace);
        Assert.Equal((name, status, outcome), (span.DisplayName, span.GetTagItem("http.response.status_code"), span.Status));
        Assert.Equal("GET", span.GetTagItem("http.request.method"));
        Assert.Equal(path, span.GetTagItem("url.path"));
        Assert.Equal(name.Contains(' ', StringComparison.Ordinal) ? name[4..] : null, span.GetTagItem("http.route"));
    }
}
