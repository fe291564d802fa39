using System.Text.Json.Nodes;

namespace Indexing.VectorStore.Qdrant.Tests.QdrantModel;

/// <summary>Points of one collection; ids sort like the 128-bit numbers that they are.</summary>
internal sealed class ModelCollection(JsonObject config)
{
    private readonly SortedDictionary<string, ModelPoint> _points = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> _indexes = [];

    public int Count => _points.Count;

    public IEnumerable<JsonObject> Payloads => _points.Values.Select(point => point.Payload);

    public JsonObject Info() => new()
    {
        ["status"] = "green",
        ["optimizer_status"] = "ok",
        ["indexed_vectors_count"] = 0,
        ["points_count"] = _points.Count,
        ["segments_count"] = 1,
        ["config"] = new JsonObject
        {
            ["params"] = Params(),
            ["hnsw_config"] = new JsonObject { ["m"] = 16, ["ef_construct"] = 100, ["full_scan_threshold"] = 10000 },
            ["optimizer_config"] = new JsonObject
            {
                ["deleted_threshold"] = 0.2,
                ["vacuum_min_vector_number"] = 1000,
                ["default_segment_number"] = 0,
                ["flush_interval_sec"] = 5,
            },
        },
        ["payload_schema"] = new JsonObject(_indexes.Select(index => KeyValuePair.Create<string, JsonNode?>(
            index.Key, new JsonObject { ["data_type"] = index.Value["type"]!.DeepClone(), ["points"] = 0 }))),
    };

    /// <summary>Everything that a snapshot holds: settings, indexes and points. Points are never changed in place.</summary>
    public ModelCollection Copy()
    {
        var copy = new ModelCollection(config);
        foreach ((string id, ModelPoint point) in _points)
            copy._points[id] = point;
        foreach ((string field, JsonObject schema) in _indexes)
            copy._indexes[field] = schema;
        return copy;
    }

    public void CreateIndex(JsonObject request) =>
        _indexes[(string)request["field_name"]!] = request["field_schema"]!.DeepClone().AsObject();

    public void Upsert(JsonObject request)
    {
        List<(string Id, ModelPoint Point)> points = [.. request["points"]!.AsArray().Select(point =>
            ((string)point!["id"]!, ModelPoint.Of(config, point["vector"]!.AsObject(), point["payload"]!.DeepClone().AsObject())))];
        foreach ((string id, ModelPoint point) in points)
            _points[Guid.Parse(id).ToString()] = point;
    }

    public void Delete(JsonObject request)
    {
        foreach (JsonNode? id in request["points"]!.AsArray())
            _points.Remove((string)id!);
    }

    public JsonObject CountOf(JsonObject request) => new() { ["count"] = Matching(request).Count() };

    public JsonObject Scroll(JsonObject request)
    {
        int limit = (int)request["limit"]!;
        if (request["order_by"] is JsonObject orderBy)
            return new() { ["points"] = Render(Ordered(request, orderBy).Take(limit), request), ["next_page_offset"] = null };
        string offset = (string?)request["offset"] ?? "";
        var page = Matching(request).Where(point => string.CompareOrdinal(point.Key, offset) >= 0).Take(limit + 1).ToList();
        return new()
        {
            ["points"] = Render(page.Take(limit), request),
            ["next_page_offset"] = page.Count > limit ? page[limit].Key : null,
        };
    }

    public JsonObject Query(JsonObject request)
    {
        ModelPoint question = ModelPoint.Of(config, new() { [(string)request["using"]!] = request["query"]!.DeepClone() }, []);
        float threshold = (float?)request["score_threshold"] ?? float.MinValue;
        var best = Matching(request)
            .Select(point => (Point: point, Score: point.Value.ScoreOf(question)))
            .Where(hit => hit.Score > threshold)
            .OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Point.Key, StringComparer.Ordinal)
            .Take((int)request["limit"]!);
        HashSet<string> include = Included(request);
        return new()
        {
            ["points"] = new JsonArray([.. best.Select(hit => Rendered(hit.Point, include, hit.Score))]),
        };
    }

    /// <summary>Most frequent first, equal ones by their value (documentation, and <c>FacetHit</c> in Qdrant's source).</summary>
    public JsonObject Facet(JsonObject request)
    {
        string key = (string)request["key"]!;
        if (!_indexes.TryGetValue(key, out JsonObject? index) || (string?)index["type"] != "keyword")
            throw new ModelException(400, $"Bad request: Index required but not found for \"{key}\" of types: [keyword]");
        var hits = Matching(request)
            .Where(point => point.Value.Payload[key] is not null)
            .GroupBy(point => (string)point.Value.Payload[key]!)
            .OrderByDescending(value => value.Count()).ThenBy(value => value.Key, StringComparer.Ordinal)
            .Take((int)request["limit"]!);
        return new()
        {
            ["hits"] = new JsonArray([.. hits.Select(hit => new JsonObject { ["value"] = hit.Key, ["count"] = hit.Count() })]),
        };
    }

    private JsonObject Params()
    {
        var parameters = new JsonObject { ["vectors"] = config["vectors"]!.DeepClone() };
        if (config["sparse_vectors"] is { } sparse)
            parameters["sparse_vectors"] = sparse.DeepClone();
        return parameters;
    }

    private IEnumerable<KeyValuePair<string, ModelPoint>> Matching(JsonObject request)
    {
        Func<JsonObject, bool> matches = ModelFilter.Of(request["filter"]!.AsObject());
        return _points.Where(point => matches(point.Value.Payload));
    }

    /// <summary>Points of equal value come in no particular order on a server: here against that of their ids.</summary>
    private IEnumerable<KeyValuePair<string, ModelPoint>> Ordered(JsonObject request, JsonObject orderBy)
    {
        string key = (string)orderBy["key"]!;
        if (!_indexes.TryGetValue(key, out JsonObject? index) || (string?)index["type"] != "integer" || (bool?)index["range"] == false)
            throw new ModelException(400, $"Wrong input: No range index for `order_by` key: `{key}`. Please create one to use `order_by`.");
        double start = (double?)orderBy["start_from"] ?? double.MinValue; // as the server does: whole numbers above 2^53 are rounded
        return Matching(request)
            .Where(point => point.Value.Payload[key] is { } value && (double)value >= start)
            .OrderBy(point => (long)point.Value.Payload[key]!).ThenByDescending(point => point.Key, StringComparer.Ordinal);
    }

    private JsonArray Render(IEnumerable<KeyValuePair<string, ModelPoint>> points, JsonObject request)
    {
        HashSet<string> include = Included(request);
        string[]? vectors = request["with_vector"]?.AsArray().Select(name => (string)name!).ToArray();
        if (vectors?.FirstOrDefault(name => config["vectors"]![name] is null) is { } unknown)
            throw new ModelException(400, $"Wrong input: Not existing vector name error: {unknown}");
        return new JsonArray([.. points.Select(point => Rendered(point, include, score: null, vectors))]);
    }

    private static HashSet<string> Included(JsonObject request) =>
        [.. request["with_payload"]!["include"]!.AsArray().Select(field => (string)field!)];

    private static JsonObject Rendered(
        KeyValuePair<string, ModelPoint> point, HashSet<string> include, float? score, string[]? vectors = null)
    {
        var rendered = new JsonObject
        {
            ["id"] = point.Key,
            ["payload"] = new JsonObject(point.Value.Payload
                .Where(field => include.Contains(field.Key))
                .Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))),
        };
        if (score is not null)
        {
            rendered["version"] = 0;
            rendered["score"] = score;
        }
        if (vectors is not null)
            rendered["vector"] = new JsonObject(vectors.Where(point.Value.Dense.ContainsKey)
                .Select(name => KeyValuePair.Create<string, JsonNode?>(name, ArrayOf(point.Value.Dense[name]))));
        return rendered;
    }

    private static JsonArray ArrayOf(float[] numbers) => new([.. numbers.Select(number => (JsonNode)number)]);
}
