using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Indexing.VectorStore.Qdrant.Tests.QdrantModel;

/// <summary>
/// Qdrant as its documentation describes it, in memory and without sockets: one shard, one replica, every update visible when it is
/// answered, one request at a time. Written by hand; what it answers was never seen from a real server. Holds nothing to
/// dispose, so that it outlives the stores that are given it.
/// </summary>
internal sealed class QdrantModelServer : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ModelCollection> _collections = [];
    private readonly Dictionary<string, string> _aliases = [];

    /// <summary>The collection, for looking at what no reader sees.</summary>
    public ModelCollection this[string name] => _collections[name];

    public IReadOnlyDictionary<string, string> Aliases => _aliases;

    public void Drop(string collection) => _collections.Remove(collection);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        (int status, string answer) = Answer(request.Method.Method, request.RequestUri!.AbsolutePath, body);
        return new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new StringContent(answer, Encoding.UTF8, "application/json"),
            RequestMessage = request,
        };
    }

    private (int Status, string Body) Answer(string method, string path, string body)
    {
        lock (_lock)
            try
            {
                JsonObject request = body.Length == 0 ? [] : JsonNode.Parse(body)!.AsObject();
                JsonNode result = Dispatch(method, path.Trim('/').Split('/'), request);
                return (200, new JsonObject { ["result"] = result, ["status"] = "ok", ["time"] = 0.0 }.ToJsonString());
            }
            catch (ModelException exception)
            {
                var error = new JsonObject { ["error"] = exception.Message };
                return (exception.Status, new JsonObject { ["status"] = error, ["time"] = 0.0 }.ToJsonString());
            }
    }

    private JsonNode Dispatch(string method, string[] path, JsonObject request) => (method, path) switch
    {
        ("GET", ["aliases"]) => ListAliases(),
        ("POST", ["collections", "aliases"]) => SetAliases(request),
        ("GET", ["collections", var name]) => Find(name).Info(),
        ("PUT", ["collections", var name]) => Create(name, request),
        ("PUT", ["collections", var name, "index"]) => Update(() => Find(name).CreateIndex(request)),
        ("PUT", ["collections", var name, "points"]) => Update(() => Find(name).Upsert(request)),
        ("POST", ["collections", var name, "points", "delete"]) => Update(() => Find(name).Delete(request)),
        ("POST", ["collections", var name, "points", "scroll"]) => Find(name).Scroll(request),
        ("POST", ["collections", var name, "points", "query"]) => Find(name).Query(request),
        ("POST", ["collections", var name, "points", "count"]) => Find(name).CountOf(request),
        ("POST", ["collections", var name, "facet"]) => Find(name).Facet(request),
        _ => throw new ModelException(404, $"the model knows no {method} /{string.Join('/', path)}"),
    };

    private ModelCollection Find(string name) =>
        _collections.TryGetValue(_aliases.GetValueOrDefault(name, name), out ModelCollection? collection)
            ? collection
            : throw new ModelException(404, $"Not found: Collection `{name}` doesn't exist!");

    private JsonValue Create(string name, JsonObject request)
    {
        if (!_collections.TryAdd(name, new ModelCollection(request)))
            throw new ModelException(409, $"Wrong input: Collection `{name}` already exists!");
        return JsonValue.Create(true);
    }

    private JsonObject ListAliases() => new()
    {
        ["aliases"] = new JsonArray([.. _aliases.Select(alias =>
            new JsonObject { ["alias_name"] = alias.Key, ["collection_name"] = alias.Value })]),
    };

    private JsonValue SetAliases(JsonObject request)
    {
        foreach (JsonNode? action in request["actions"]!.AsArray())
        {
            JsonNode create = action!["create_alias"]!;
            Find((string)create["collection_name"]!);
            _aliases[(string)create["alias_name"]!] = (string)create["collection_name"]!;
        }
        return JsonValue.Create(true);
    }

    private static JsonObject Update(Action update)
    {
        update();
        return new() { ["operation_id"] = 0, ["status"] = "completed" };
    }
}
