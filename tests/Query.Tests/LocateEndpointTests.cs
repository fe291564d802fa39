using System.Net;
using System.Net.Http.Json;
using Indexing.Contracts;
using Indexing.TestSupport;
using Indexing.TestSupport.Sentences;

namespace Indexing.Query.Tests;

/// <summary>Where in a picture something is: with a sentence pack that knows colours, and without one.</summary>
public sealed class LocateEndpointTests(QueryFixture fixture) : IClassFixture<QueryFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Locate_AWordThatIsWritten_NeedsNoSentencePackAndNoFile()
    {
        var answer = await fixture.Server.Api.LocateAsync("cafe.jpg", new LocateRequest { Phrase = "the sign that says open" });

        var place = Assert.Single(answer.Places);
        Assert.Equal(("open", "text"), (place.Phrase, place.Source));
        Assert.Equal([0.31, 0.2, 0.51, 0.25], place.Box.Select(edge => Math.Round(edge, 4)));
        Assert.Equal([310, 100, 510, 125], place.BoxPixels.Select(edge => Math.Round(edge, 1)));
        Assert.Equal((1000, 500), (answer.Width, answer.Height));
    }

    [Fact]
    public async Task Locate_AThingWithoutASentencePack_SaysWhatToDo()
    {
        var response = await AskAsync(fixture.Server, "cafe.jpg", new { phrase = "a brown dog" });

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("no_sentence_pack", await RunningQuery.CodeOfAsync(response));
    }

    [Theory]
    [InlineData("nowhere.jpg")]
    [InlineData("foreign.jpg")]
    public async Task Locate_PictureThatIsNotTheTenants_IsUnknown(string imageId)
    {
        var response = await AskAsync(fixture.Server, imageId, new { phrase = "\"coffee\"" });

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("unknown_image", await RunningQuery.CodeOfAsync(response));
    }

    [Theory]
    [InlineData("""{"phrase":""}""", "invalid_query")]
    [InlineData("""{"phrase":"a","top":0}""", "invalid_query")]
    [InlineData("""{"phrase":"a","top":21}""", "invalid_query")]
    [InlineData("""{"phrase":null}""", "invalid_json")]
    [InlineData("""{"top":1}""", "invalid_json")]
    [InlineData("null", "invalid_json")]
    [InlineData("{", "invalid_json")]
    public async Task Locate_BodyThatAsksForNothing_IsAProblem(string body, string code)
    {
        using var content = new StringContent(body, mediaType: new("application/json"));

        var response = await fixture.Server.Client.PostAsync($"{ImageAddress.Of("cafe.jpg")}/locate", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(code, await RunningQuery.CodeOfAsync(response));
    }

    [Fact]
    public async Task Locate_BodyThatIsNoJson_IsAProblem()
    {
        using var content = new StringContent("open");

        var response = await fixture.Server.Client.PostAsync($"{ImageAddress.Of("cafe.jpg")}/locate", content);

        Assert.Equal("not_json", await RunningQuery.CodeOfAsync(response));
    }

    [Fact]
    public async Task Locate_AThing_IsFoundInTheFile()
    {
        await using var server = await StartWithColoursAsync();
        await server.ShowAsync(_folder, "stripes.png", SentencePacks.Png("red", "blue"));

        var answer = await server.Api.LocateAsync("stripes.png", new LocateRequest { Phrase = "a picture of a blue house", Top = 1 });

        var place = Assert.Single(answer.Places);
        Assert.Equal("scene", place.Source);
        Assert.InRange((place.Box[0] + place.Box[2]) / 2, 0.5, 1);
    }

    [Fact]
    public async Task Locate_PictureThatIsGone_HasNoContent()
    {
        await using var server = await StartWithColoursAsync();
        File.Delete(await server.ShowAsync(_folder, "gone.png", SentencePacks.Png("red")));

        var response = await AskAsync(server, "gone.png", new { phrase = "red" });

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("no_content", await RunningQuery.CodeOfAsync(response));
    }

    [Fact]
    public async Task Locate_PictureThatWasChanged_IsNotLookedAt()
    {
        await using var server = await StartWithColoursAsync();
        var path = await server.ShowAsync(_folder, "changed.png", SentencePacks.Png("red"));
        await File.WriteAllBytesAsync(path, SentencePacks.Png("blue"));

        Assert.Equal("no_content", await RunningQuery.CodeOfAsync(await AskAsync(server, "changed.png", new { phrase = "blue" })));
    }

    [Fact]
    public async Task Locate_PictureOutsideOfTheRoots_HasNoContent()
    {
        await using var server = await StartWithColoursAsync();
        var secret = _folder.Write("elsewhere/secret.png", SentencePacks.Png("red"));
        await server.IndexAsync("secret.png", uri: new Uri(secret).AbsoluteUri, words: ["coffee"]);

        Assert.Equal("no_content", await RunningQuery.CodeOfAsync(await AskAsync(server, "secret.png", new { phrase = "red" })));
    }

    public void Dispose() => _folder.Dispose();

    private Task<RunningQuery> StartWithColoursAsync() => RunningQuery.StartAsync(
        _folder, more: ["--Inference:SentencePack", SentencePacks.CreateColours(_folder.Combine("models"))]);

    private static Task<HttpResponseMessage> AskAsync(RunningQuery server, string imageId, object body) =>
        server.Client.PostAsJsonAsync($"{ImageAddress.Of(imageId)}/locate", body);
}
