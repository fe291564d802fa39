using System.Net;
using System.Net.Http.Json;
using Indexing.Client;
using Indexing.Contracts;
using Indexing.TestSupport;
using Indexing.VectorStore;

namespace Indexing.Query.Tests;

public sealed class VisualWordEndpointTests(VisualWordServer fixture) : IClassFixture<VisualWordServer>
{
    private RunningQuery Server => fixture.Server;

    [Fact]
    public async Task Summary_OfAPicture_NamesWhatItShows()
    {
        await fixture.ShowAsync("flag/1.jpg", ["red", "blue"]);

        var summary = await Server.Api.SummarizeAsync("flag/1.jpg", words: 2);

        Assert.Equal(["blue", "red"], summary!.Words.Select(word => word.Word).Order());
        Assert.InRange(summary.Explained, 0.9, 1);
    }

    [Fact]
    public async Task Summary_OfAnUnknownPicture_IsNothing() => Assert.Null(await Server.Api.SummarizeAsync("unknown.jpg"));

    [Fact]
    public async Task Summary_OfAnotherTenantsPicture_IsNothing()
    {
        await fixture.ShowAsync("mine.jpg", ["red"], tenant: "museum");

        Assert.Null(await Server.Api.SummarizeAsync("mine.jpg"));
        Assert.NotNull(await Server.Api.SummarizeAsync("mine.jpg", tenant: "museum"));
    }

    [Fact]
    public async Task Neighbors_OfAKnownWord_AreListed()
    {
        var found = await Server.Api.ListVisualNeighborsAsync("RED", top: 4);

        Assert.Equal(("red", 4), (found.Word, found.Neighbors.Count));
    }

    [Fact]
    public async Task CleanTags_WithoutABody_JudgesThoseOfThePicture()
    {
        await fixture.ShowAsync("tagged.jpg", ["red", "blue"], tags: ["red", "green", "gbr"]);

        var response = await Server.Client.PostAsync("/v1/images/tagged.jpg/tags/clean", content: null);

        var cleaned = await response.Content.ReadFromJsonAsync<CleanedTags>();
        Assert.Equal([TagVerdict.Kept, TagVerdict.Doubtful, TagVerdict.Unknown], cleaned!.Tags.Select(tag => tag.Verdict));
        Assert.Equal("blue", cleaned.Proposed[0].Word);
    }

    [Fact]
    public async Task CleanTags_OfTheQuestion_AreJudgedInItsOrder()
    {
        await fixture.ShowAsync("asked.jpg", ["red"]);

        var cleaned = await Server.Api.CleanTagsAsync("asked.jpg", new CleanTagsRequest { Tags = ["green", "red"], Proposals = 0 });

        Assert.Equal(
            [("green", TagVerdict.Doubtful), ("red", TagVerdict.Kept)], cleaned.Tags.Select(tag => (tag.Tag, tag.Verdict)));
        Assert.Empty(cleaned.Proposed);
    }

    [Fact]
    public async Task Captions_OfTheQuestion_AreRanked()
    {
        await fixture.ShowAsync("described.jpg", ["red", "blue"]);
        var question = new RankCaptionsRequest { Captions = ["a green sign", "a red and blue sign"], Top = 1 };

        var ranked = await Server.Api.RankCaptionsAsync("described.jpg", question);

        var best = Assert.Single(ranked.Captions);
        Assert.Equal(("a red and blue sign", null), (best.Caption, best.ImageId));
    }

    [Fact]
    public async Task Captions_WithoutSentences_AreThoseOfTheNeighbours()
    {
        await fixture.ShowAsync("asking.jpg", ["lime", "navy"], tenant: "captioned");
        await fixture.ShowAsync("near.jpg", ["lime", "navy"], tenant: "captioned", caption: "a lime and navy house");

        var ranked = await Server.Api.RankCaptionsAsync("asking.jpg", new RankCaptionsRequest(), "captioned");

        var known = Assert.Single(ranked.Captions);
        Assert.Equal(("a lime and navy house", "near.jpg"), (known.Caption, known.ImageId));
    }

    [Theory]
    [InlineData("/v1/images/seen.jpg/summary?words=0", HttpStatusCode.BadRequest, "invalid_request")]
    [InlineData("/v1/images/seen.jpg/summary?words=33", HttpStatusCode.BadRequest, "invalid_request")]
    [InlineData("/v1/visual-words/yelow/neighbors", HttpStatusCode.BadRequest, "unknown_word")]
    [InlineData("/v1/visual-words/red/neighbors?top=101", HttpStatusCode.BadRequest, "invalid_request")]
    [InlineData("/v1/images/text-only.jpg/summary", HttpStatusCode.Conflict, "no_scene")]
    [InlineData("/v1/images/nowhere.jpg/summary", HttpStatusCode.NotFound, "unknown_image")]
    public async Task Get_WhatCannotBeAnswered_IsAProblemWithAStableCode(string address, HttpStatusCode status, string code)
    {
        await Server.Store.ReplaceImageAsync(SyntheticWords.Image("text-only.jpg", tenant: "default"), [], CancellationToken.None);

        var response = await Server.Client.GetAsync(address);

        Assert.Equal((status, code), (response.StatusCode, await RunningQuery.CodeOfAsync(response)));
    }

    [Theory]
    [InlineData("tags/clean", "{\"tags\":[null]}", HttpStatusCode.BadRequest, "invalid_query")]
    [InlineData("tags/clean", "{\"proposals\":33}", HttpStatusCode.BadRequest, "invalid_query")]
    [InlineData("tags/clean", "{\"tags\":\"red\"}", HttpStatusCode.BadRequest, "invalid_json")]
    [InlineData("tags/clean", "null", HttpStatusCode.BadRequest, "invalid_json")]
    [InlineData("captions", "{\"captions\":[]}", HttpStatusCode.BadRequest, "invalid_query")]
    [InlineData("captions", "{\"captions\":[\"a sign\"],\"top\":0}", HttpStatusCode.BadRequest, "invalid_query")]
    public async Task Post_WhatCannotBeAnswered_IsAProblemWithAStableCode(string part, string body, HttpStatusCode status, string code)
    {
        await fixture.ShowAsync("posted.jpg", ["red"]);

        using var content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        var response = await Server.Client.PostAsync($"/v1/images/posted.jpg/{part}", content);

        Assert.Equal((status, code), (response.StatusCode, await RunningQuery.CodeOfAsync(response)));
    }

    [Theory]
    [InlineData("tags/clean")]
    [InlineData("captions")]
    public async Task Post_BodyThatIsNoJson_IsRefused(string part)
    {
        using var content = new StringContent("red");
        var response = await Server.Client.PostAsync($"/v1/images/any.jpg/{part}", content);

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "not_json"), (response.StatusCode, await RunningQuery.CodeOfAsync(response)));
    }

    [Fact]
    public async Task CleanTags_OfAnUnknownPicture_IsRefused()
    {
        var refusal = await Assert.ThrowsAsync<IndexingApiException>(
            () => Server.Api.CleanTagsAsync("unknown.jpg", new CleanTagsRequest { Tags = ["red"] }));

        Assert.Equal("unknown_image", refusal.Code);
    }
}
