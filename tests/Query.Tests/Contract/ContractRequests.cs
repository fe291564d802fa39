using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Indexing.TestSupport;

namespace Indexing.Query.Tests.Contract;

/// <summary>For each operation a request that is answered, and for each of its own refusals one that is refused so.</summary>
internal static class ContractRequests
{
    private const string Unknown = "/v1/images/never-announced";

    /// <summary>Longer than any body may be.</summary>
    private static readonly string Endless = new('a', 2_000_000);

    private static readonly byte[] Picture = TestPictures.Png(7);

    /// <summary>By operation: a request about this tenant that succeeds.</summary>
    public static readonly IReadOnlyDictionary<string, Func<string, HttpRequestMessage>> Valid =
        new Dictionary<string, Func<string, HttpRequestMessage>>
        {
            ["search"] = tenant => Json("/v1/search", Question(tenant)),
            ["exportHits"] = tenant => Json("/v1/search/export?format=jsonl", Question(tenant)),
            ["searchByPicture"] = tenant => File(HttpMethod.Post, $"/v1/search/picture?top=3&minScore=0&tenant={tenant}", Picture),
            ["listImages"] = tenant => Get($"/v1/images?limit=1&tenant={tenant}"),
            ["announceImage"] = tenant =>
                Json("/v1/images", new { imageId = "announced", tenant, source = new { uri = "https://host/a.jpg" } }),
            ["getImage"] = tenant => Get($"/v1/images/shown?tenant={tenant}"),
            ["deleteImage"] = tenant => new(HttpMethod.Delete, $"/v1/images/doomed?tenant={tenant}"),
            ["listDuplicates"] = tenant => Get($"/v1/images/shown/duplicates?tenant={tenant}"),
            ["locatePhrase"] = tenant => Json($"/v1/images/shown/locate?tenant={tenant}", new { phrase = "the red sign that says coffee" }),
            ["summarizeImage"] = tenant => Get($"/v1/images/seen/summary?words=2&tenant={tenant}"),
            ["listVisualNeighbors"] = _ => Get("/v1/visual-words/red/neighbors?top=3"),
            ["cleanTags"] = tenant =>
                Json($"/v1/images/seen/tags/clean?tenant={tenant}", new { tags = new[] { "red", "gbr" }, proposals = 2 }),
            ["rankCaptions"] = tenant =>
                Json($"/v1/images/seen/captions?tenant={tenant}", new { captions = new[] { "a red sign", "words unknown" }, top = 2 }),
            ["listWords"] = tenant => Get($"/v1/words?prefix=co&tenant={tenant}"),
            ["getStatistics"] = tenant => Get($"/v1/stats?tenant={tenant}"),
            ["getAccess"] = _ => Get("/v1/access"),
            ["uploadImage"] = tenant =>
                File(HttpMethod.Put, $"/v1/images/uploaded/content?tag=a&tag=b&version=3&tenant={tenant}", Picture),
            ["getImageContent"] = tenant => Get($"/v1/images/shown/content?tenant={tenant}"),
            ["getImageStatus"] = tenant => Get($"/v1/images/shown/status?tenant={tenant}"),
            ["getImageThumbnail"] = tenant => Get($"/v1/images/shown/thumbnail?size=64&tenant={tenant}"),
        };

    /// <summary>By operation and status: a request that is answered so.</summary>
    public static readonly IReadOnlyDictionary<(string OperationId, int Status), Func<HttpRequestMessage>> Special =
        new Dictionary<(string OperationId, int Status), Func<HttpRequestMessage>>
        {
            [("search", 400)] = () => Json("/v1/search", new { query = "!?" }),
            [("search", 409)] = () => Json("/v1/search", new { query = "a red house", mode = "sentence" }),
            [("search", 413)] = () => Json("/v1/search", new { query = Endless }),
            [("search", 415)] = () => Text("/v1/search"),
            [("exportHits", 400)] = () => Json("/v1/search/export?format=xml", Question("default")),
            [("exportHits", 409)] = () => Json("/v1/search/export", new { query = "snow", mode = "objects" }),
            [("exportHits", 413)] = () => Json("/v1/search/export", new { query = Endless }),
            [("exportHits", 415)] = () => Text("/v1/search/export"),
            [("searchByPicture", 400)] = () => File(HttpMethod.Post, "/v1/search/picture?top=0", Picture),
            [("searchByPicture", 413)] = () => File(HttpMethod.Post, "/v1/search/picture", new byte[ContractServers.MaxBytes + 1]),
            [("searchByPicture", 415)] = () => Text("/v1/search/picture"),
            [("listImages", 400)] = () => Get("/v1/images?limit=0"),
            [("announceImage", 400)] = () => Json("/v1/images", new { imageId = "", source = new { uri = "file:///a" } }),
            [("announceImage", 413)] = () =>
                Json("/v1/images", new { imageId = "large", source = new { inline = new byte[300_000] } }),
            [("announceImage", 415)] = () => Text("/v1/images"),
            [("getImage", 404)] = () => Get(Unknown),
            [("deleteImage", 404)] = () => new(HttpMethod.Delete, Unknown),
            [("listDuplicates", 400)] = () => Get("/v1/images/shown/duplicates?distance=8"),
            [("listDuplicates", 404)] = () => Get($"{Unknown}/duplicates"),
            [("locatePhrase", 400)] = () => Json("/v1/images/shown/locate", new { phrase = "red", top = 0 }),
            [("locatePhrase", 404)] = () => Json($"{Unknown}/locate", new { phrase = "red" }),
            [("locatePhrase", 409)] = () => Json("/v1/images/shown/locate", new { phrase = "a red house" }),
            [("locatePhrase", 413)] = () => Json("/v1/images/shown/locate", new { phrase = Endless }),
            [("locatePhrase", 415)] = () => Text("/v1/images/shown/locate"),
            [("summarizeImage", 400)] = () => Get("/v1/images/seen/summary?words=0"),
            [("summarizeImage", 404)] = () => Get($"{Unknown}/summary"),
            [("summarizeImage", 409)] = () => Get("/v1/images/seen/summary"),
            [("listVisualNeighbors", 400)] = () => Get("/v1/visual-words/yelow/neighbors"),
            [("listVisualNeighbors", 409)] = () => Get("/v1/visual-words/yellow/neighbors"),
            [("cleanTags", 400)] = () => Json("/v1/images/seen/tags/clean", new { proposals = 33 }),
            [("cleanTags", 404)] = () => Json($"{Unknown}/tags/clean", new { }),
            [("cleanTags", 409)] = () => Json("/v1/images/seen/tags/clean", new { }),
            [("cleanTags", 413)] = () => Json("/v1/images/seen/tags/clean", new { tags = new[] { Endless } }),
            [("cleanTags", 415)] = () => Text("/v1/images/seen/tags/clean"),
            [("rankCaptions", 400)] = () => Json("/v1/images/seen/captions", new { captions = Array.Empty<string>() }),
            [("rankCaptions", 404)] = () => Json($"{Unknown}/captions", new { }),
            [("rankCaptions", 409)] = () => Json("/v1/images/seen/captions", new { }),
            [("rankCaptions", 413)] = () => Json("/v1/images/seen/captions", new { captions = new[] { Endless } }),
            [("rankCaptions", 415)] = () => Text("/v1/images/seen/captions"),
            [("listWords", 400)] = () => Get("/v1/words?limit=x"),
            [("getStatistics", 400)] = () => Get("/v1/stats?tenant=%00"),
            [("uploadImage", 400)] = () => File(HttpMethod.Put, "/v1/images/uploaded/content?version=-1", Picture),
            [("uploadImage", 413)] = () =>
                File(HttpMethod.Put, "/v1/images/uploaded/content", new byte[ContractServers.MaxBytes + 1]),
            [("uploadImage", 415)] = () => File(HttpMethod.Put, "/v1/images/uploaded/content", "this is text"u8.ToArray()),
            [("getImageContent", 304)] = () => Unchanged("/v1/images/shown/content"),
            [("getImageContent", 404)] = () => Get($"{Unknown}/content"),
            [("getImageStatus", 404)] = () => Get($"{Unknown}/status"),
            [("getImageThumbnail", 304)] = () => Unchanged("/v1/images/shown/thumbnail"),
            [("getImageThumbnail", 400)] = () => Get("/v1/images/shown/thumbnail?size=31"),
            [("getImageThumbnail", 404)] = () => Get($"{Unknown}/thumbnail"),
        };

    private static object Question(string tenant) => new { query = "coffee", tenant, explain = true, facets = true };

    private static HttpRequestMessage Get(string address) => new(HttpMethod.Get, address);

    private static HttpRequestMessage Json(string address, object body) =>
        new(HttpMethod.Post, address) { Content = JsonContent.Create(body) };

    private static HttpRequestMessage Text(string address) =>
        new(HttpMethod.Post, address) { Content = new StringContent("{}", Encoding.UTF8, "text/plain") };

    private static HttpRequestMessage File(HttpMethod method, string address, byte[] file) => new(method, address)
    {
        Content = new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } },
    };

    private static HttpRequestMessage Unchanged(string address)
    {
        var request = Get(address);
        request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);
        return request;
    }
}
