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
    private readonly ModelSnapshots _snapshots;

    public QdrantModelServer() => _snapshots = new ModelSnapshots(_collections);

    /// <summary>The collection, for looking at what no reader sees.</summary>
    public ModelCollection this[string name] => _collections[name];

    public IReadOnlyDictionary<string, string> Aliases => _aliases;

    public ModelSnapshots Snapshots => _snapshots;

    /// <summary>What <c>GET /</c> answers.</summary>
    public string Version { get; set; } = "1.15.1";

    /// <summary>1: a server of its own, more: a cluster.</summary>
    public int Peers { get; set; } = 1;

    public void Drop(string collection) => _collections.Remove(collection);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Get && request.RequestUri!.AbsolutePath == "/")
            return Rendered(request, 200, $$"""{"title":"qdrant - vector search engine","version":"{{Version}}"}""");
        if (ModelSnapshots.FileOf(request) is { } name)
            return Download(request, name);
        string body = await ModelSnapshots.ReadBodyAsync(request, cancellationToken);
        (int status, string answer) = Answer(request.Method.Method, request.RequestUri!, body);
        return Rendered(request, status, answer);
    }

    private HttpResponseMessage Download(HttpRequestMessage request, (string Collection, string Name) file)
    {
        lock (_lock)
            try
            {
                byte[] content = _snapshots.Read(file.Collection, file.Name);
                return new HttpResponseMessage { Content = new ByteArrayContent(content), RequestMessage = request };
            }
            catch (ModelException exception)
            {
                return Rendered(request, exception.Status, ErrorOf(exception));
            }
    }

    private static HttpResponseMessage Rendered(HttpRequestMessage request, int status, string answer)
    {
        return new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new StringContent(answer, Encoding.UTF8, "application/json"),
            RequestMessage = request,
        };
    }

    private (int Status, string Body) Answer(string method, Uri uri, string body)
    {
        lock (_lock)
            try
            {
                JsonObject request = body.Length == 0 ? [] : JsonNode.Parse(body)!.AsObject();
                string[] path = [.. uri.AbsolutePath.Trim('/').Split('/').Select(Uri.UnescapeDataString)];
                JsonNode result = Dispatch(method, path, uri.Query, request);
                return (200, new JsonObject { ["result"] = result, ["status"] = "ok", ["time"] = 0.0 }.ToJsonString());
            }
            catch (ModelException exception)
            {
                return (exception.Status, ErrorOf(exception));
            }
    }

    private JsonNode Dispatch(string method, string[] path, string query, JsonObject request) => (method, path) switch
    {
        ("GET", ["aliases"]) => ListAliases(),
        ("POST", ["collections", "aliases"]) => SetAliases(request),
        ("GET", ["collections"]) => ListCollections(),
        ("DELETE", ["collections", var name]) => Delete(name),
        ("GET", ["collections", var name]) => Find(name).Info(),
        ("PUT", ["collections", var name]) => Create(name, request),
        ("PUT", ["collections", var name, "index"]) => Update(() => Find(name).CreateIndex(request)),
        ("PUT", ["collections", var name, "points"]) => Update(() => Find(name).Upsert(request)),
        ("POST", ["collections", var name, "points", "delete"]) => Update(() => Find(name).Delete(request)),
        ("POST", ["collections", var name, "points", "scroll"]) => Find(name).Scroll(request),
        ("POST", ["collections", var name, "points", "query"]) => Find(name).Query(request),
        ("POST", ["collections", var name, "points", "count"]) => Find(name).CountOf(request),
        ("POST", ["collections", var name, "facet"]) => Find(name).Facet(request),
        ("GET", ["cluster"]) => Cluster(),
        ("GET", ["collections", var name, "snapshots"]) => _snapshots.List(name),
        ("POST", ["collections", var name, "snapshots"]) => _snapshots.Create(name),
        ("POST", ["collections", var name, "snapshots", "upload"]) => _snapshots.Recover(name, query, request),
        ("DELETE", ["collections", var name, "snapshots", var snapshot]) => _snapshots.Delete(name, snapshot),
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

    /// <summary>The aliases of a collection go with it.</summary>
    private JsonValue Delete(string name)
    {
        foreach (string alias in _aliases.Where(alias => alias.Value == name).Select(alias => alias.Key).ToList())
            _aliases.Remove(alias);
        return JsonValue.Create(_collections.Remove(name));
    }

    private JsonObject ListCollections() => new()
    {
        ["collections"] = new JsonArray([.. _collections.Keys.Select(name => new JsonObject { ["name"] = name })]),
    };

    private JsonObject ListAliases() => new()
    {
        ["aliases"] = new JsonArray([.. _aliases.Select(alias =>
            new JsonObject { ["alias_name"] = alias.Key, ["collection_name"] = alias.Value })]),
    };

    private JsonValue SetAliases(JsonObject request)
    {
        foreach (JsonNode? action in request["actions"]!.AsArray())
        {
            if (action!["delete_alias"] is { } delete)
            {
                _aliases.Remove((string)delete["alias_name"]!);
                continue;
            }
            JsonNode create = action["create_alias"]!;
            Find((string)create["collection_name"]!);
            _aliases[(string)create["alias_name"]!] = (string)create["collection_name"]!;
        }
        return JsonValue.Create(true);
    }

    private static string ErrorOf(ModelException exception) =>
        new JsonObject { ["status"] = new JsonObject { ["error"] = exception.Message }, ["time"] = 0.0 }.ToJsonString();

    private JsonObject Cluster() => Peers == 1
        ? new() { ["status"] = "disabled" }
        : new()
        {
            ["status"] = "enabled",
            ["peer_id"] = 1,
            ["peers"] = new JsonObject(Enumerable.Range(1, Peers).Select(peer => KeyValuePair.Create<string, JsonNode?>(
                $"{peer}", new JsonObject { ["uri"] = $"http://qdrant-{peer}:6335" }))),
        };

    private static JsonObject Update(Action update)
    {
        update();
        return new() { ["operation_id"] = 0, ["status"] = "completed" };
    }
}
