using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Indexing.Contracts;

namespace Indexing.Client;

/// <summary>
/// The HTTP API as methods, one for each endpoint. Every method throws <see cref="IndexingApiException"/> when the service refuses or
/// fails, <see cref="HttpRequestException"/> when it cannot be reached, and <see cref="OperationCanceledException"/> when the token is
/// cancelled or the HTTP client's time is over. Safe for concurrent use.
/// </summary>
/// <param name="client">Its base address is that of the service and ends with a slash; stays the caller's.</param>
/// <param name="apiKey">Sent with every request; <see langword="null"/> for a service that asks for none.</param>
public sealed class IndexingClient(HttpClient client, string? apiKey = null)
{
    private readonly ApiConnection _api = new(client, apiKey);

    /// <summary>Finds pictures by what is written in them, and by what they show.</summary>
    public Task<SearchResponse> SearchAsync(SearchRequest question, CancellationToken cancellationToken = default) =>
        _api.ReadAsync<SearchResponse>(HttpMethod.Post, RequestAddress.Of("v1/search"), Json(question), cancellationToken);

    /// <summary>Every hit of a search, at most 1000, as they come; <see cref="SearchRequest.Top"/> and the cursor do not matter.</summary>
    public async IAsyncEnumerable<SearchHit> ExportAsync(
        SearchRequest question, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var address = RequestAddress.Of("v1/search/export").With("format", "jsonl");
        var lines = await _api.OpenAsync(HttpMethod.Post, address, Json(question), cancellationToken).ConfigureAwait(false);
        await using (lines.ConfigureAwait(false))
        {
            using var reader = new StreamReader(lines);
            while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
                yield return JsonSerializer.Deserialize<SearchHit>(line, JsonSerializerOptions.Web)!;
        }
    }

    /// <summary>Finds pictures that show the same or similar words as a picture.</summary>
    public Task<SearchResponse> SearchByPictureAsync(PictureQuestion question, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        var address = RequestAddress.Of("v1/search/picture")
            .With("tenant", question.Tenant).With("top", question.Top).With("minScore", question.MinScore);
        return _api.ReadAsync<SearchResponse>(HttpMethod.Post, address, File(question.Picture), cancellationToken);
    }

    /// <summary>What is written in the pictures: confident readings that begin so, most frequent first.</summary>
    /// <param name="prefix">Compared without case, accents and punctuation; empty: every reading.</param>
    /// <param name="limit">How many at most, 1..1000.</param>
    /// <param name="tenant">Whose pictures; <see langword="null"/>: the only tenant of the API key, otherwise <c>default</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<WordList> ListWordsAsync(
        string prefix = "", int limit = 20, string? tenant = null, CancellationToken cancellationToken = default) =>
        _api.ReadAsync<WordList>(
            HttpMethod.Get,
            RequestAddress.Of("v1/words").With("prefix", prefix).With("limit", limit).With("tenant", tenant),
            body: null,
            cancellationToken);

    /// <summary>A page of pictures and what became of them, in ascending order of their ids.</summary>
    public Task<ImagePage> ListImagesAsync(ImageQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var address = RequestAddress.Of("v1/images")
            .With("status", query.Status).With("after", query.After).With("limit", query.Limit).With("tenant", query.Tenant);
        return _api.ReadAsync<ImagePage>(HttpMethod.Get, address, body: null, cancellationToken);
    }

    /// <summary>A picture with every word that is searchable in it, or <see langword="null"/> when it was never announced.</summary>
    public Task<ImageView?> GetImageAsync(string imageId, string? tenant = null, CancellationToken cancellationToken = default) =>
        _api.FindAsync<ImageView>(RequestAddress.OfImage(imageId).With("tenant", tenant), cancellationToken);

    /// <summary>What became of a picture, or <see langword="null"/> when it was never announced.</summary>
    public Task<ImageStatusView?> GetStatusAsync(string imageId, string? tenant = null, CancellationToken cancellationToken = default) =>
        _api.FindAsync<ImageStatusView>(RequestAddress.OfImage(imageId, "/status").With("tenant", tenant), cancellationToken);

    /// <summary>Pictures that look like this one, or <see langword="null"/> when it was never announced.</summary>
    /// <param name="imageId">The picture.</param>
    /// <param name="distance">Most differing bits of 64, 0..7.</param>
    /// <param name="tenant">Its owner; <see langword="null"/>: the only tenant of the API key, otherwise <c>default</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<DuplicateList?> ListDuplicatesAsync(
        string imageId, int distance = 6, string? tenant = null, CancellationToken cancellationToken = default) =>
        _api.FindAsync<DuplicateList>(
            RequestAddress.OfImage(imageId, "/duplicates").With("distance", distance).With("tenant", tenant), cancellationToken);

    /// <summary>Where in an indexed picture something is, or is written; fails with 404 when the picture is unknown or gone.</summary>
    /// <param name="imageId">The picture.</param>
    /// <param name="question">What is looked for.</param>
    /// <param name="tenant">Its owner; <see langword="null"/>: the only tenant of the API key, otherwise <c>default</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<LocateResponse> LocateAsync(
        string imageId, LocateRequest question, string? tenant = null, CancellationToken cancellationToken = default) =>
        _api.ReadAsync<LocateResponse>(
            HttpMethod.Post, RequestAddress.OfImage(imageId, "/locate").With("tenant", tenant), Json(question), cancellationToken);
    /// <summary>What a picture shows, in a few words, or <see langword="null"/> when it was never announced.</summary>
    /// <param name="imageId">The picture.</param>
    /// <param name="words">How many words at most, 1..32.</param>
    /// <param name="tenant">Its owner; <see langword="null"/>: the only tenant of the API key, otherwise <c>default</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<ImageSummary?> SummarizeAsync(
        string imageId, int words = 3, string? tenant = null, CancellationToken cancellationToken = default) =>
        _api.FindAsync<ImageSummary>(
            RequestAddress.OfImage(imageId, "/summary").With("words", words).With("tenant", tenant), cancellationToken);

    /// <summary>Words for what looks like this or is seen together with it.</summary>
    /// <param name="word">A noun or an adjective; one that the service does not know is refused with code <c>unknown_word</c>.</param>
    /// <param name="top">How many at most, 1..100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<VisualNeighbors> ListVisualNeighborsAsync(string word, int top = 10, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(word);
        var address = RequestAddress.Of($"v1/visual-words/{Uri.EscapeDataString(word)}/neighbors").With("top", top);
        return _api.ReadAsync<VisualNeighbors>(HttpMethod.Get, address, body: null, cancellationToken);
    }

    /// <summary>Which tags a picture bears out; nothing is changed.</summary>
    public Task<CleanedTags> CleanTagsAsync(
        string imageId, CleanTagsRequest question, string? tenant = null, CancellationToken cancellationToken = default) =>
        _api.ReadAsync<CleanedTags>(
            HttpMethod.Post, RequestAddress.OfImage(imageId, "/tags/clean").With("tenant", tenant), Json(question), cancellationToken);

    /// <summary>Sentences that describe a picture: those of the question, or known captions of pictures that look alike.</summary>
    public Task<RankedCaptions> RankCaptionsAsync(
        string imageId, RankCaptionsRequest question, string? tenant = null, CancellationToken cancellationToken = default) =>
        _api.ReadAsync<RankedCaptions>(
            HttpMethod.Post, RequestAddress.OfImage(imageId, "/captions").With("tenant", tenant), Json(question), cancellationToken);

    /// <summary>The file of an indexed picture as it was announced; the caller disposes the stream.</summary>
    public Task<Stream> OpenContentAsync(string imageId, string? tenant = null, CancellationToken cancellationToken = default) =>
        _api.OpenAsync(HttpMethod.Get, RequestAddress.OfImage(imageId, "/content").With("tenant", tenant), body: null, cancellationToken);

    /// <summary>A small upright copy of an indexed picture as a JPEG file; the caller disposes the stream.</summary>
    /// <param name="imageId">The picture.</param>
    /// <param name="size">Longer side in pixels, 32..1024; a smaller picture is not enlarged.</param>
    /// <param name="tenant">Its owner; <see langword="null"/>: the only tenant of the API key, otherwise <c>default</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<Stream> OpenThumbnailAsync(
        string imageId, int size = 320, string? tenant = null, CancellationToken cancellationToken = default) =>
        _api.OpenAsync(
            HttpMethod.Get,
            RequestAddress.OfImage(imageId, "/thumbnail").With("size", size).With("tenant", tenant),
            body: null,
            cancellationToken);

    /// <summary>Announces a picture: by address, or inside the request when it is small.</summary>
    public Task<ImageStatusView> AnnounceAsync(IngestImageRequest image, CancellationToken cancellationToken = default) =>
        _api.ReadAsync<ImageStatusView>(HttpMethod.Post, RequestAddress.Of("v1/images"), Json(image), cancellationToken);

    /// <summary>Uploads a picture; it is searchable once its status is <c>indexed</c>.</summary>
    public Task<ImageStatusView> UploadAsync(PictureUpload upload, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        var address = RequestAddress.OfImage(upload.ImageId, "/content")
            .With("tenant", upload.Tenant).With("version", upload.Version).WithEach("tag", upload.Tags);
        return _api.ReadAsync<ImageStatusView>(HttpMethod.Put, address, File(upload.Picture), cancellationToken);
    }

    /// <summary>Forgets a picture: it is gone when this returns.</summary>
    /// <returns>Whether the picture was known.</returns>
    public Task<bool> DeleteAsync(string imageId, string? tenant = null, CancellationToken cancellationToken = default) =>
        _api.DeleteAsync(RequestAddress.OfImage(imageId).With("tenant", tenant), cancellationToken);

    /// <summary>What a tenant has in the index.</summary>
    public Task<IndexStatistics> GetStatisticsAsync(string? tenant = null, CancellationToken cancellationToken = default) =>
        _api.ReadAsync<IndexStatistics>(
            HttpMethod.Get, RequestAddress.Of("v1/stats").With("tenant", tenant), body: null, cancellationToken);

    /// <summary>Who the caller is to the service.</summary>
    public Task<CallerAccess> GetAccessAsync(CancellationToken cancellationToken = default) =>
        _api.ReadAsync<CallerAccess>(HttpMethod.Get, RequestAddress.Of("v1/access"), body: null, cancellationToken);

    private static JsonContent Json<T>(T body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return JsonContent.Create(body, mediaType: null, JsonSerializerOptions.Web);
    }

    /// <summary>The service looks at the bytes, not at what they are called.</summary>
    private static StreamContent File(Stream content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new StreamContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
    }
}
