using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Indexing.Access.Tests;

/// <summary>The limiter of .NET takes no <see cref="TimeProvider"/>: the tests wait for a real second where time has to pass.</summary>
public sealed class RateLimitTests
{
    private const int Burst = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly (string, string)[] Slow = [("Access:RequestsPerSecond", "1"), ("Access:Burst", $"{Burst}")];

    [Fact]
    public async Task Caller_AboveTheBurst_Is429AndServedAgainAfterwards()
    {
        await using var server = await GuardedServer.StartAsync(Slow);

        var refused = await ExhaustAsync(() => server.SendAsync("GET", "/v1/search", GuardedServer.Reader), HttpStatusCode.OK);

        Assert.Equal("rate_limited", await GuardedServer.CodeOfAsync(refused));
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        await UntilServedAsync(server);
    }

    [Fact]
    public async Task TwoKeys_OfOneName_ShareALimit()
    {
        await using var server = await GuardedServer.StartAsync(Slow);

        await ExhaustAsync(() => server.SendAsync("GET", "/v1/search", GuardedServer.Reader), HttpStatusCode.OK);

        Assert.Equal(
            HttpStatusCode.TooManyRequests, (await server.SendAsync("GET", "/v1/search", GuardedServer.ReaderNext)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("GET", "/v1/search", GuardedServer.Admin)).StatusCode);
    }

    [Fact]
    public async Task Name_WithALimitOfItsOwn_HasThatLimit()
    {
        await using var server = await GuardedServer.StartAsync(
            [.. Slow, ("Access:Keys:3:Burst", "40"), ("Access:Keys:3:RequestsPerSecond", "1")]);

        for (var i = 0; i < 40; i++)
            Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("GET", "/v1/search", GuardedServer.Admin)).StatusCode);
    }

    [Fact]
    public async Task WrongKeys_FromOneAddress_AreLimitedAndHurtNobodyElse()
    {
        await using var server = await GuardedServer.StartAsync(Slow);
        using var neighbour = ClientAt("127.0.0.2", server.Address);
        var guess = 0;

        var refused = await ExhaustAsync(
            () => server.SendAsync("GET", "/v1/search", $"guess-{guess++}-0123456789abcdefgh"), HttpStatusCode.Unauthorized);

        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.Unauthorized, (await neighbour.GetAsync("/v1/search")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("GET", "/v1/search", GuardedServer.Reader)).StatusCode);
    }

    [Fact]
    public async Task Anonymous_WhereNoKeyIsConfigured_IsLimitedByAddress()
    {
        await using var server = await GuardedServer.StartWithoutKeysAsync(Slow);
        using var neighbour = ClientAt("127.0.0.2", server.Address);

        await ExhaustAsync(() => server.SendAsync("GET", "/v1/search", key: null), HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.OK, (await neighbour.GetAsync("/v1/search")).StatusCode);
    }

    [Fact]
    public async Task Path_OutsideOfTheApi_HasNoLimit()
    {
        await using var server = await GuardedServer.StartAsync(Slow);

        for (var i = 0; i < 10 * Burst; i++)
            Assert.Equal(HttpStatusCode.NoContent, (await server.Client.GetAsync("/livez")).StatusCode);
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::")]
    [InlineData(null, "")]
    public void RemoteNetwork_OfAnAddress_IsWhatOneCallerOwns(string? address, string network) =>
        Assert.Equal(network, RemoteNetwork.Of(address is null ? null : IPAddress.Parse(address)));

    /// <summary>Sends until refused; at least the burst is served, on a slow machine more: tokens come back meanwhile.</summary>
    private static async Task<HttpResponseMessage> ExhaustAsync(Func<Task<HttpResponseMessage>> send, HttpStatusCode served)
    {
        for (var count = 0; count < 10 * Burst; count++)
        {
            var response = await send();
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                Assert.InRange(count, Burst, int.MaxValue);
                return response;
            }

            Assert.Equal(served, response.StatusCode);
        }

        throw new InvalidOperationException($"{10 * Burst} requests were served.");
    }

    private static async Task UntilServedAsync(GuardedServer server)
    {
        var start = Stopwatch.GetTimestamp();
        while ((await server.SendAsync("GET", "/v1/search", GuardedServer.Reader)).StatusCode != HttpStatusCode.OK)
        {
            Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, Patience);
            await Task.Delay(50);
        }
    }

    /// <summary>A client on another address of this machine.</summary>
    private static HttpClient ClientAt(string source, Uri server)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Parse(source), 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return new HttpClient(handler) { BaseAddress = server };
    }
}
