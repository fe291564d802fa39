using System.Text.Json;

namespace Indexing.Contracts.Tests;

/// <summary>The query API on the wire; see <see cref="GoldenJsonTests"/>.</summary>
public sealed class GoldenQueryJsonTests
{
    private static readonly DateTimeOffset Moment = new(2026, 3, 1, 12, 30, 15, TimeSpan.Zero);

    [Fact]
    public void SearchRequest_OnTheWire_IsThisJson() => Golden.AssertJson(
        new SearchRequest
        {
            Query = "coffee",
            Tenant = "museum",
            Mode = SearchMode.Part,
            Top = 5,
            MinScore = 0.5,
            Tags = ["summer"],
            Metadata = new Dictionary<string, string> { ["camera"] = "left" },
            UpdatedFrom = Moment,
            UpdatedBefore = Moment.AddDays(1),
            Fusion = new FusionOptions
            {
                Method = FusionMethod.WeightedSum,
                K = 30,
                Weights = new Dictionary<string, double> { ["exact"] = 2 },
            },
            Facets = true,
            Explain = true,
            Cursor = "abc",
        },
        """
        {"query":"coffee","tenant":"museum","mode":"part","top":5,"minScore":0.5,"tags":["summer"],"metadata":{"camera":"left"},
         "updatedFrom":"2026-03-01T12:30:15+00:00","updatedBefore":"2026-03-02T12:30:15+00:00",
         "fusion":{"method":"weightedSum","k":30,"weights":{"exact":2}},"facets":true,"explain":true,"cursor":"abc"}
        """);

    [Fact]
    public void SearchRequest_WithTheQueryOnly_HasTheseDefaults()
    {
        var request = JsonSerializer.Deserialize<SearchRequest>("""{"query":"coffee","unknown":1}""", JsonSerializerOptions.Web)!;

        Assert.Equal((SearchMode.Auto, 20, null, null), (request.Mode, request.Top, request.Tenant, request.MinScore));
        Assert.Equal((FusionMethod.Rrf, 60), (request.Fusion.Method, request.Fusion.K));
    }

    [Theory]
    [InlineData(SearchMode.Exact, "exact")]
    [InlineData(SearchMode.Similar, "similar")]
    [InlineData(SearchMode.Concept, "concept")]
    [InlineData(SearchMode.Part, "part")]
    [InlineData(SearchMode.Auto, "auto")]
    [InlineData(SearchMode.Sentence, "sentence")]
    [InlineData(SearchMode.Objects, "objects")]
    public void SearchMode_OnTheWire_IsItsName(SearchMode mode, string name) => Golden.AssertJson(mode, $"\"{name}\"");

    [Theory]
    [InlineData(FusionMethod.Rrf, "rrf")]
    [InlineData(FusionMethod.WeightedSum, "weightedSum")]
    public void FusionMethod_OnTheWire_IsItsName(FusionMethod method, string name) => Golden.AssertJson(method, $"\"{name}\"");

    [Fact]
    public void SearchResponse_OnTheWire_IsThisJson() => Golden.AssertJson(
        new SearchResponse
        {
            Query = "coffee",
            Mode = SearchMode.Auto,
            Channels = [new SearchedChannel { Channel = "exact", MinScore = 0.25, Found = 1, Reason = "a word" }],
            Hits = [],
            MinScore = 0.25,
            Found = 1,
            NextCursor = "abc",
            TagCounts = [new TagCount { Tag = "summer", Images = 1 }],
            TookMs = 12.5,
        },
        """
        {"query":"coffee","mode":"auto","channels":[{"channel":"exact","minScore":0.25,"found":1,"reason":"a word"}],"hits":[],
         "minScore":0.25,"found":1,"nextCursor":"abc","tagCounts":[{"tag":"summer","images":1}],"tookMs":12.5}
        """);

    [Fact]
    public void SearchHit_OnTheWire_IsThisJson() => Golden.AssertJson(
        new SearchHit
        {
            ImageId = "b",
            Uri = "file:///b",
            Score = 0.75,
            Text = "coffe",
            Confidence = 0.5,
            Span = new TextSpan { Start = 1, Length = 3 },
            Polygon = [[0, 0.25]],
            PolygonPixels = [[0, 25]],
            Matches =
            [
                new WordMatch
                {
                    Term = "coffee",
                    Channel = "similar",
                    Score = 0.75,
                    Text = "coffe",
                    Confidence = 0.5,
                    Span = null,
                    Polygon = [[0, 0.25]],
                    PolygonPixels = [[0, 25]],
                },
            ],
            Width = 200,
            Height = 100,
            Tags = ["summer"],
            Metadata = new Dictionary<string, string> { ["camera"] = "left" },
            UpdatedAt = Moment,
            Explanation = new HitExplanation
            {
                FusedScore = 0.125,
                Channels = [new ChannelRank { Channel = "similar", Rank = 2, Score = 0.75, Weight = 1 }],
            },
        },
        """
        {"imageId":"b","uri":"file:///b","score":0.75,"text":"coffe","confidence":0.5,"span":{"start":1,"length":3},
         "polygon":[[0,0.25]],"polygonPixels":[[0,25]],"matches":[{"term":"coffee","channel":"similar","score":0.75,"text":"coffe",
         "confidence":0.5,"span":null,"polygon":[[0,0.25]],"polygonPixels":[[0,25]]}],"width":200,"height":100,"tags":["summer"],
         "metadata":{"camera":"left"},"updatedAt":"2026-03-01T12:30:15+00:00",
         "explanation":{"fusedScore":0.125,"channels":[{"channel":"similar","rank":2,"score":0.75,"weight":1}]}}
        """);

    [Fact]
    public void ImagePage_OnTheWire_IsThisJson() => Golden.AssertJson(
        new ImagePage
        {
            Images = [new ImageStatusView { ImageId = "b", Tenant = "museum", Version = 7, Status = "rejected", Reason = "truncated" }],
            NextCursor = "Yg",
        },
        """
        {"images":[{"imageId":"b","tenant":"museum","version":7,"status":"rejected","words":0,"reason":"truncated"}],"nextCursor":"Yg"}
        """);

    [Fact]
    public void WordList_OnTheWire_IsThisJson() => Golden.AssertJson(
        new WordList { Words = [new WordCount { Word = "coffee", Images = 3 }] }, """{"words":[{"word":"coffee","images":3}]}""");

    [Fact]
    public void DuplicateList_OnTheWire_IsThisJson() => Golden.AssertJson(
        new DuplicateList { Duplicates = [new Duplicate { ImageId = "b", Distance = 2, IsIdentical = false }] },
        """{"duplicates":[{"imageId":"b","distance":2,"isIdentical":false}]}""");

    [Fact]
    public void IndexStatistics_OnTheWire_IsThisJson() => Golden.AssertJson(
        new IndexStatistics { Pending = 1, Indexed = 2, Rejected = 3, Deleted = 4, Words = 5 },
        """{"pending":1,"indexed":2,"rejected":3,"deleted":4,"words":5}""");

    [Fact]
    public void CallerAccess_OnTheWire_IsThisJson() => Golden.AssertJson(
        new CallerAccess { Name = "page", Roles = ["search"], Tenants = ["museum"] },
        """{"name":"page","roles":["search"],"tenants":["museum"]}""");

    [Fact]
    public void Problem_OnTheWire_IsThisJson() => Golden.AssertJson(
        new Problem { Type = "about:blank", Title = "Bad Request", Status = 400, Detail = "d", Code = "invalid_query", TraceId = "00" },
        """{"type":"about:blank","title":"Bad Request","status":400,"detail":"d","code":"invalid_query","traceId":"00"}""");

    [Fact]
    public void IngestImageRequest_OnTheWire_IsThisJson() => Golden.AssertJson(
        new IngestImageRequest { ImageId = "b", Tenant = "museum", Version = 7, Source = new ImageSource { Uri = "file:///b" } },
        """
        {"imageId":"b","tenant":"museum","version":7,"source":{"uri":"file:///b","inline":null,"sha256":null,"contentType":null},
         "tags":[],"metadata":{}}
        """);

    [Fact]
    public void LocateRequest_OnTheWire_IsThisJson() =>
        Golden.AssertJson(new LocateRequest { Phrase = "the red ball", Top = 2 }, """{"phrase":"the red ball","top":2}""");

    [Fact]
    public void LocateRequest_WithThePhraseOnly_AsksForThreePlaces() =>
        Assert.Equal(3, JsonSerializer.Deserialize<LocateRequest>("""{"phrase":"ball"}""", JsonSerializerOptions.Web)!.Top);

    [Fact]
    public void LocateResponse_OnTheWire_IsThisJson() => Golden.AssertJson(
        new LocateResponse
        {
            Phrase = "sign that says open",
            Places =
            [
                new PhrasePlace
                {
                    Phrase = "open",
                    Box = [0.1, 0.2, 0.3, 0.4],
                    BoxPixels = [100, 100, 300, 200],
                    Score = 0.9,
                    Source = "text",
                },
            ],
            Width = 1000,
            Height = 500,
            TookMs = 12.5,
        },
        """
        {"phrase":"sign that says open",
         "places":[{"phrase":"open","box":[0.1,0.2,0.3,0.4],"boxPixels":[100,100,300,200],"score":0.9,"source":"text"}],
         "width":1000,"height":500,"tookMs":12.5}
        """);
}
