using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Indexing.VectorStore.Qdrant.Tests.Exchanges;

/// <summary>
/// Writes each exchange with a server into a folder, or answers from such a folder without any server. A request is answered by the
/// first exchange not yet used that has the same method, path and body, so that requests sent side by side may come in any order;
/// a request without such an exchange is an error, and so are exchanges that are left over.
/// </summary>
internal sealed class ExchangeHandler : DelegatingHandler
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = false,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly string _folder;
    private readonly bool _handwritten;
    private readonly List<Exchange>? _unused;
    private readonly Lock _lock = new();
    private int _written;

    private ExchangeHandler(string folder, List<Exchange> unused)
    {
        (_folder, _unused) = (folder, unused);
    }

    private ExchangeHandler(string folder, HttpMessageHandler server, bool handwritten)
        : base(server)
    {
        (_folder, _handwritten) = (folder, handwritten);
    }

    /// <summary>Exchanges that no request asked for.</summary>
    public int Unused => _unused?.Count ?? 0;

    /// <summary>Answers from the folder; a test that sends nothing has none.</summary>
    public static ExchangeHandler Replay(string folder) => new(folder, !Directory.Exists(folder) ? [] : [.. Directory
        .GetFiles(folder, "*.json")
        .Order(StringComparer.Ordinal)
        .Select(file => JsonSerializer.Deserialize<Exchange>(File.ReadAllText(file), Format)!)]);

    /// <summary>Passes on to a server and writes the folder anew.</summary>
    public static ExchangeHandler Record(string folder, HttpMessageHandler server, bool handwritten)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return new ExchangeHandler(folder, server, handwritten);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        JsonNode? json = body.Length == 0 ? null : JsonNode.Parse(body);
        string method = request.Method.Method, path = request.RequestUri!.PathAndQuery;
        if (_unused is not null)
            return Message(request, Take(method, path, json));
        using HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        JsonNode? answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        var exchange = new Exchange(method, path, json, (int)response.StatusCode, answer, _handwritten);
        int number = Interlocked.Increment(ref _written);
        Directory.CreateDirectory(_folder);
        await File.WriteAllTextAsync(
            Path.Combine(_folder, $"{number:000}.json"), JsonSerializer.Serialize(exchange, Format) + "\n", cancellationToken);
        return Message(request, exchange);
    }

    private Exchange Take(string method, string path, JsonNode? body)
    {
        lock (_lock)
        {
            int index = _unused!.FindIndex(exchange => exchange.Answers(method, path, body));
            if (index < 0)
                throw new InvalidOperationException($"{_folder} has no answer to {method} {path} {body?.ToJsonString()}");
            Exchange exchange = _unused[index];
            _unused.RemoveAt(index);
            return exchange;
        }
    }

    private static HttpResponseMessage Message(HttpRequestMessage request, Exchange exchange) => new((HttpStatusCode)exchange.Status)
    {
        Content = new StringContent(exchange.Response?.ToJsonString() ?? "", Encoding.UTF8, "application/json"),
        RequestMessage = request,
    };
}
