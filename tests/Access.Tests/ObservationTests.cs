using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Indexing.Access.Tests;

/// <summary>What operators see. Alone: the counter is one for the whole process.</summary>
[CollectionDefinition(nameof(ObservationTests), DisableParallelization = true)]
[Collection(nameof(ObservationTests))]
public sealed class ObservationTests
{
    [Fact]
    public async Task Denied_ForEachReason_IsCounted()
    {
        await using var server = await GuardedServer.StartAsync(("Access:RequestsPerSecond", "1"), ("Access:Burst", "1"));
        ConcurrentQueue<string> reasons = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name == "indexing.access.denied")
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => reasons.Enqueue($"{tags[0].Key}={tags[0].Value} +{count}"));
        listener.Start();

        await server.SendAsync("GET", "/v1/search", "wrong");
        await server.SendAsync("GET", "/v1/search", GuardedServer.Writer);
        await server.SendAsync("GET", "/v1/search", GuardedServer.Reader);
        await server.SendAsync("GET", "/v1/search", GuardedServer.Reader);

        Assert.Equal(["reason=unauthorized +1", "reason=forbidden +1", "reason=rate_limited +1"], reasons);
    }

    [Fact]
    public async Task Log_OfEveryLevel_HoldsNoKey()
    {
        const string Wrong = "wrong-0123456789abcdefghijk";
        await using var server = await GuardedServer.StartAsync();

        foreach (var key in (string[])[GuardedServer.Reader, GuardedServer.Writer, GuardedServer.Admin, Wrong])
            await server.SendAsync("GET", "/v1/search", key);

        Assert.NotEmpty(server.Log.Entries);
        Assert.Contains(server.Log.Entries, entry => entry.Event.Id == 4001 && entry.Text.Contains("127.0.0.1", StringComparison.Ordinal));
        Assert.Empty(server.Log.Entries.Where(entry => entry.Text.Contains("0123456789abcdef", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("http://0.0.0.0:0", true)]
    [InlineData("http://127.0.0.1:0", false)]
    [InlineData("http://[::1]:0", false)]
    public async Task Start_WithoutKeys_WarnsWhereOthersReachTheServer(string url, bool warns)
    {
        await using var server = await GuardedServer.StartWithoutKeysAsync(("urls", url));

        Assert.Equal(warns, server.Log.Entries.Any(entry => entry.Event.Id == 4000 && entry.Level == LogLevel.Warning));
    }

    [Fact]
    public async Task Start_WithKeysOnEveryAddress_DoesNotWarn()
    {
        await using var server = await GuardedServer.StartAsync(("urls", "http://0.0.0.0:0"));

        Assert.DoesNotContain(server.Log.Entries, entry => entry.Event.Id == 4000);
    }
}
