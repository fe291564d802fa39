using System.Net;
using Indexing.Contracts;

namespace Indexing.Client.Tests;

/// <summary>What does not depend on the service; Query.Tests asks the real one through this client.</summary>
public sealed class IndexingClientTests
{
    private const string Problem = """{"status":503,"code":"store_unavailable","detail":"The index cannot be reached now."}""";

    [Fact]
    public async Task AnyCall_WithAKey_PresentsIt()
    {
        await using var server = await ScriptedServer.StartAsync(200, "application/json", "{\"words\":[]}");

        await new IndexingClient(server.Client, "secret").ListWordsAsync("a b&c", 5, "museum/1");

        Assert.Equal("Bearer secret", server.Authorization);
        Assert.Equal("/base/v1/words?prefix=a%20b%26c&limit=5&tenant=museum%2F1", server.Target);
    }

    [Fact]
    public async Task AnyCall_WithoutAKey_PresentsNone()
    {
        await using var server = await ScriptedServer.StartAsync(200, "application/json", "{\"words\":[]}");

        await new IndexingClient(server.Client).ListWordsAsync();

        Assert.Equal("", server.Authorization);
    }

    [Theory]
    [InlineData("plain.jpg", "/base/v1/images/plain.jpg")]
    [InlineData("a/../b c", "/base/v1/images/a%2F..%2Fb%20c")]
    [InlineData("a%2Fb?#", "/base/v1/images/a%252Fb%3F%23")]
    public async Task GetImage_AnyId_IsOneSegmentOfTheAddress(string imageId, string target)
    {
        const string Unknown = """{"status":404,"code":"unknown_image"}""";
        await using var server = await ScriptedServer.StartAsync(404, "application/problem+json", Unknown);

        Assert.Null(await new IndexingClient(server.Client).GetImageAsync(imageId));
        Assert.Equal(target, server.Target);
    }

    [Fact]
    public async Task Locate_Phrase_IsPostedToThePicture()
    {
        const string Nothing = """{"phrase":"ball","places":[],"width":1,"height":1,"tookMs":1}""";
        await using var server = await ScriptedServer.StartAsync(200, "application/json", Nothing);

        var answer = await new IndexingClient(server.Client).LocateAsync("a/b", new LocateRequest { Phrase = "ball" }, "museum");

        Assert.Equal("/base/v1/images/a%2Fb/locate?tenant=museum", server.Target);
        Assert.Empty(answer.Places);
    }

    [Fact]
    public async Task ListVisualNeighbors_AnyWord_IsOneSegmentOfTheAddress()
    {
        await using var server = await ScriptedServer.StartAsync(200, "application/json", """{"word":"a/b","neighbors":[]}""");

        await new IndexingClient(server.Client).ListVisualNeighborsAsync("a/b c", top: 4);

        Assert.Equal("/base/v1/visual-words/a%2Fb%20c/neighbors?top=4", server.Target);
    }

    [Fact]
    public async Task AnyCall_ThatFails_SaysStatusCodeDetailAndWhenToTryAgain()
    {
        await using var server = await ScriptedServer.StartAsync(503, "application/problem+json", Problem, retryAfter: "7");

        var failure = await Assert.ThrowsAsync<IndexingApiException>(() => new IndexingClient(server.Client).GetStatisticsAsync());

        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "store_unavailable", "The index cannot be reached now.", TimeSpan.FromSeconds(7)),
            (failure.Status, failure.Code, failure.Detail, failure.RetryAfter));
        Assert.True(failure is { IsTransient: true, IsRefused: false });
    }

    [Theory]
    [InlineData("text/html", "<h1>Bad Gateway</h1>")]
    [InlineData("application/problem+json", "{")]
    [InlineData("application/problem+json", "{}")]
    [InlineData("application/problem+json", "null")]
    public async Task AnyCall_AnsweredBySomethingElse_FailsWithTheStatusOnly(string mediaType, string body)
    {
        await using var server = await ScriptedServer.StartAsync(502, mediaType, body);

        var failure = await Assert.ThrowsAsync<IndexingApiException>(() => new IndexingClient(server.Client).GetStatisticsAsync());

        Assert.Equal((HttpStatusCode.BadGateway, "", null), (failure.Status, failure.Code, failure.RetryAfter));
    }

    [Fact]
    public async Task GetImage_WhereNoServiceIs_IsNotAnUnknownPicture()
    {
        await using var server = await ScriptedServer.StartAsync(404, "text/html", "<h1>Not Found</h1>");

        await Assert.ThrowsAsync<IndexingApiException>(() => new IndexingClient(server.Client).GetImageAsync("a"));
    }

    [Fact]
    public async Task Export_BrokenOff_IsNoEndOfTheList()
    {
        await using var server = await ScriptedServer.StartAsync(200, "application/jsonl", "{\"imageId\":");

        await Assert.ThrowsAsync<System.Text.Json.JsonException>(async () =>
        {
            await foreach (var hit in new IndexingClient(server.Client).ExportAsync(new SearchRequest { Query = "a" }))
                Assert.NotNull(hit);
        });
    }
}
