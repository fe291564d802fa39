using System.Net;
using System.Text;

namespace Indexing.Access.Tests;

public sealed class RequestLimitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Answer_ThatTakesTooLong_Is503WithRetryAfter()
    {
        await using var server = await GuardedServer.StartAsync();

        var response = await server.SendAsync("GET", "/v1/slow", GuardedServer.Reader);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("timed_out", await GuardedServer.CodeOfAsync(response));
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Theory]
    [InlineData(1, 17_000)]
    [InlineData(70, 1)]
    public async Task Head_TooLargeOrTooMany_Is431(int headers, int length)
    {
        await using var server = await GuardedServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/search");
        for (var i = 0; i < headers; i++)
            request.Headers.Add($"X-{i}", new string('a', length));

        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, (await server.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Body_ThatStopsComing_IsCutOff()
    {
        await using var server = await GuardedServer.StartAsync();
        using var patience = new CancellationTokenSource(Patience);

        var answer = await server.SendRawAsync(
            Encoding.ASCII.GetBytes(
                $"POST /v1/body HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: {GuardedServer.Reader}\r\nContent-Length: 10000\r\n\r\nabc"),
            patience.Token);

        Assert.Equal("408", StatusOf(answer));
    }

    /// <summary>Whatever stands in the headers that carry a key: refused, never a failure, never let in.</summary>
    [Fact]
    public async Task KeyHeader_Random_IsRefused()
    {
        await using var server = await GuardedServer.StartAsync(("Access:RequestsPerSecond", "100000"), ("Access:Burst", "1000000"));
        using var patience = new CancellationTokenSource(Patience);
        var random = new Random(20261122);
        HashSet<string> statuses = [];
        for (var i = 0; i < 1500; i++)
            statuses.Add(StatusOf(await server.SendRawAsync(RandomRequest(random), patience.Token)));

        Assert.Empty(statuses.Except(["400", "401", "431"]));
        Assert.Contains("401", statuses);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("GET", "/v1/search", GuardedServer.Reader)).StatusCode);
    }

    private static byte[] RandomRequest(Random random)
    {
        string[] starts = ["Authorization: Bearer ", "Authorization: ", "X-Api-Key: ", "Authorization:Bearer\t", "X-Api-Key:"];
        using var request = new MemoryStream();
        request.Write("GET /v1/search HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"u8);
        for (var header = random.Next(1, 4); header > 0; header--)
        {
            request.Write(Encoding.ASCII.GetBytes(starts[random.Next(starts.Length)]));
            var value = new byte[random.Next(random.Next(2) == 0 ? 40 : 3000)];
            random.NextBytes(value);
            var isText = random.Next(2) == 0;
            foreach (var letter in value)
                request.WriteByte(isText ? (byte)(' ' + (letter % 95)) : letter is (byte)'\r' or (byte)'\n' ? (byte)0xFF : letter);
            request.Write("\r\n"u8);
        }

        request.Write("\r\n"u8);
        return request.ToArray();
    }

    private static string StatusOf(string answer) => answer.Split(' ') is [_, var status, ..] ? status : $"no answer: {answer}";
}
