using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Indexing.VectorStore.Qdrant.Rest;

/// <summary>
/// One request and its answer. Throws <see cref="VectorStoreException"/> for everything but a cancellation by the caller; sends
/// nothing twice, because the layers above know what a repetition means. Thread-safe.
/// </summary>
internal sealed class QdrantClient : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;

    /// <param name="options">Where the server is.</param>
    /// <param name="time">Measures requests.</param>
    /// <param name="handler">Carries the requests; disposed with the client.</param>
    /// <param name="timeout">For one request; default: that of the options.</param>
    public QdrantClient(QdrantVectorStoreOptions options, TimeProvider time, HttpMessageHandler handler, TimeSpan? timeout = null)
    {
        _time = time;
        _timeout = timeout ?? options.Timeout;
        _http = new HttpClient(handler)
        {
            BaseAddress = new Uri(options.Url.TrimEnd('/') + "/"),
            Timeout = Timeout.InfiniteTimeSpan, // measured per request instead, so that it is told from a cancellation
        };
        if (options.ApiKey.Length > 0)
            _http.DefaultRequestHeaders.Add("api-key", options.ApiKey);
    }

    /// <summary>Called when a collection that was there is not: somebody dropped it.</summary>
    public Action? CollectionMissing { get; set; }

    /// <summary>Where the requests go.</summary>
    public Uri Server => _http.BaseAddress!;

    /// <summary>Sends and reads a successful answer; any other is an exception.</summary>
    public async Task<T> CallAsync<T>(Call call, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        Read(call, await SendAsync(call, cancellationToken), type);

    /// <summary>Sends and returns the answer whatever its status.</summary>
    public Task<Answer> SendAsync(Call call, CancellationToken cancellationToken) =>
        SendAsync(call, JsonContent(call), ReadAllAsync, cancellationToken);

    /// <summary>Sends another content than JSON, which is disposed, and returns the answer whatever its status.</summary>
    public Task<Answer> UploadAsync(Call call, HttpContent content, CancellationToken cancellationToken) =>
        SendAsync(call, content, ReadAllAsync, cancellationToken);

    /// <summary>Hands a successful answer to <paramref name="read"/> as it comes in; any other answer is returned.</summary>
    public Task<Answer> DownloadAsync(Call call, Func<Stream, CancellationToken, Task> read, CancellationToken cancellationToken) =>
        SendAsync(
            call,
            content: null,
            async (response, token) =>
            {
                if (!response.IsSuccessStatusCode)
                    return await ReadAllAsync(response, token);
                await using Stream stream = await response.Content.ReadAsStreamAsync(token);
                await read(stream, token);
                return new Answer(response.StatusCode, []);
            },
            cancellationToken);

    /// <summary>Reads a successful answer; any other is an exception.</summary>
    public T Read<T>(Call call, Answer answer, JsonTypeInfo<T> type)
    {
        if (!answer.IsSuccess)
        {
            if (answer.Status == HttpStatusCode.NotFound)
                CollectionMissing?.Invoke();
            throw QdrantErrors.Refused(Server, call.Operation, answer.Status, Encoding.UTF8.GetString(answer.Body));
        }
        try
        {
            return JsonSerializer.Deserialize(answer.Body, type) ?? throw new JsonException("The answer is null.");
        }
        catch (JsonException exception)
        {
            throw QdrantErrors.NotUnderstood(Server, call.Operation, exception);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<Answer> SendAsync(
        Call call,
        HttpContent? content,
        Func<HttpResponseMessage, CancellationToken, Task<Answer>> read,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var activity = QdrantVectorStoreTelemetry.Start(call.Operation, call.Collection, Server);
        long start = _time.GetTimestamp();
        string? error = null;
        try
        {
            Answer answer = await ExchangeAsync(call, content, read, cancellationToken);
            error = answer.IsSuccess ? null : ((int)answer.Status).ToString(CultureInfo.InvariantCulture);
            return answer;
        }
        catch (Exception exception)
        {
            error = exception is VectorStoreException { InnerException: { } inner } ? inner.GetType().Name : exception.GetType().Name;
            throw;
        }
        finally
        {
            QdrantVectorStoreTelemetry.Stop(activity, call.Operation, call.Collection, _time.GetElapsedTime(start), error);
        }
    }

    private static ReadOnlyMemoryContent? JsonContent(Call call) =>
        call.Body.IsEmpty ? null : new ReadOnlyMemoryContent(call.Body) { Headers = { ContentType = Json } };

    private static async Task<Answer> ReadAllAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        new(response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));

    private async Task<Answer> ExchangeAsync(
        Call call,
        HttpContent? content,
        Func<HttpResponseMessage, CancellationToken, Task<Answer>> read,
        CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var request = new HttpRequestMessage(call.Method, call.Path) { Content = content };
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await read(response, either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw timeout.IsCancellationRequested
                ? QdrantErrors.TimedOut(Server, call.Operation, _timeout)
                : QdrantErrors.Unreachable(Server, call.Operation, new IOException("the connection was given up.", exception));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw QdrantErrors.Unreachable(Server, call.Operation, exception);
        }
    }
}
