using System.Net;
using System.Net.Http.Json;
using Indexing.Contracts;
using Indexing.Generations;
using Indexing.TestSupport;
using Indexing.TestSupport.Sentences;
using Indexing.Vision.Sentences;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Query.Tests;

/// <summary>The modes sentence and objects over HTTP, with a sentence pack that knows colours and without one.</summary>
public sealed class SceneEndpointTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private RunningQuery _server = null!;

    public async ValueTask InitializeAsync()
    {
        var pack = SentencePacks.CreateColours(_folder.Combine("models"));
        _server = await RunningQuery.StartAsync(_folder, addBus: null, adjust: null, "--Inference:SentencePack", pack);
        await ShowAsync("beach.jpg", "red");
        await ShowAsync("shop.jpg", "red", "open");
        await ShowAsync("garden.jpg", "green", "open");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Search_Sentence_FindsThePicturesThatShowIt()
    {
        var answer = await _server.Api.SearchAsync(new SearchRequest { Query = "a red picture", Mode = SearchMode.Sentence });

        Assert.Equal(["beach.jpg", "shop.jpg"], answer.Hits.Select(hit => hit.ImageId));
        Assert.Equal(("", 1000.0, 500.0), (answer.Hits[0].Text, answer.Hits[0].PolygonPixels[2][0], answer.Hits[0].PolygonPixels[2][1]));
    }

    [Fact]
    public async Task Search_SentenceWithQuotedWord_ShowsPicturesWithBothFirst()
    {
        var answer = await _server.Api.SearchAsync(new SearchRequest { Query = "a dog in a red house \"OPEN\"" });

        Assert.Equal(["shop.jpg", "garden.jpg", "beach.jpg"], answer.Hits.Select(hit => hit.ImageId));
    }

    [Fact]
    public async Task Search_UnknownObject_IsAProblemThatNamesNearOnes()
    {
        var response = await _server.Client.PostAsJsonAsync("/v1/search", new { query = "gren", mode = "objects" });

        var problem = (await response.Content.ReadFromJsonAsync<Problem>())!;
        Assert.Equal((HttpStatusCode.BadRequest, "unknown_word"), (response.StatusCode, problem.Code));
        Assert.Contains("green", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_Sentence_HasTheWholePictureForAPlace()
    {
        var response = await _server.Client.PostAsJsonAsync(
            "/v1/search/export?format=csv", new { query = "a green picture", mode = "sentence" });

        var line = (await response.Content.ReadAsStringAsync()).Split("\r\n")[1];
        Assert.StartsWith("garden.jpg,", line, StringComparison.Ordinal);
        Assert.Contains(",,0,0,0,1000,0,1000,500,0,500,1000,500,summer,", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sentence")]
    [InlineData("objects")]
    public async Task Search_WithoutPack_IsAProblemThatSaysWhatToDo(string mode)
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningQuery.StartAsync(folder);

        var response = await server.Client.PostAsJsonAsync("/v1/search", new { query = "a red picture", mode });

        var problem = (await response.Content.ReadFromJsonAsync<Problem>())!;
        Assert.Equal((HttpStatusCode.Conflict, "no_sentence_pack"), (response.StatusCode, problem.Code));
        Assert.Contains("Inference:SentencePack", problem.Detail, StringComparison.Ordinal);
    }

    private async Task ShowAsync(string imageId, string shows, params string[] words)
    {
        var models = _server.Services.GetRequiredService<GenerationLease>().Services.GetRequiredService<SentenceModels>();
        var records = SpelledWords.Of(words, _server.Encoder.Encode);
        var image = SyntheticWords.Image(imageId, tenant: "default", tags: "summer") with
        {
            Width = 1000,
            Height = 500,
            WordCount = records.Count,
        };
        await _server.Store.ReplaceImageAsync(image, records, models.Sentences.Encode(shows), CancellationToken.None);
    }
}
