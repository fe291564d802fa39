using System.Numerics.Tensors;
using System.Text.Json.Nodes;

namespace Indexing.VectorStore.Qdrant.Tests.QdrantModel;

/// <summary>Points of one collection; ids sort like the 128-bit numbers that they are.</summary>
internal sealed class ModelCollection(JsonObject config)
{
    private readonly SortedDictionary<string, Point> _points = new(StringComparer.Ordinal);
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
            ["params"] = new JsonObject { ["vectors"] = config["vectors"]!.DeepClone() },
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

    public void CreateIndex(JsonObject request) =>
        _indexes[(string)request["field_name"]!] = request["field_schema"]!.DeepClone().AsObject();

    public void Upsert(JsonObject request)
    {
        List<(string Id, Point Point)> points = [.. request["points"]!.AsArray().Select(point =>
            ((string)point!["id"]!, new Point(Vectors(point["vector"]!.AsObject()), point["payload"]!.DeepClone().AsObject())))];
        foreach ((string id, Point point) in points)
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

    /// <summary>Points without the vector that is asked for are passed over.</summary>
    public JsonObject Query(JsonObject request)
    {
        string name = (string)request["using"]!;
        float[] query = Normalized(name, request["query"]!.AsArray());
        var best = Matching(request)
            .Where(point => point.Value.Vectors.ContainsKey(name))
            .Select(point => (Point: point, Score: TensorPrimitives.Dot(query, point.Value.Vectors[name])))
            .OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Point.Key, StringComparer.Ordinal)
            .Take((int)request["limit"]!);
        return new()
        {
            ["points"] = new JsonArray([.. best.Select(hit => Rendered(hit.Point, payload: null, hit.Score))]),
        };
    }

    private IEnumerable<KeyValuePair<string, Point>> Matching(JsonObject request) =>
        _points.Where(point => ModelFilter.Matches(point.Value.Payload, request["filter"]!.AsObject()));

    /// <summary>Points of equal value come in no particular order on a server: here against that of their ids.</summary>
    private IEnumerable<KeyValuePair<string, Point>> Ordered(JsonObject request, JsonObject orderBy)
    {
        string key = (string)orderBy["key"]!;
        if (!_indexes.TryGetValue(key, out JsonObject? index) || (string?)index["type"] != "integer" || (bool?)index["range"] == false)
            throw new ModelException(400, $"Wrong input: No range index for `order_by` key: `{key}`. Please create one to use `order_by`.");
        double start = (double?)orderBy["start_from"] ?? double.MinValue; // as the server does: whole numbers above 2^53 are rounded
        return Matching(request)
            .Where(point => point.Value.Payload[key] is { } value && (double)value >= start)
            .OrderBy(point => (long)point.Value.Payload[key]!).ThenByDescending(point => point.Key, StringComparer.Ordinal);
    }

    /// <summary>Any of the collection's vectors may be missing.</summary>
    private Dictionary<string, float[]> Vectors(JsonObject vectors) =>
        vectors.ToDictionary(vector => vector.Key, vector => Normalized(vector.Key, vector.Value!.AsArray()));

    /// <summary>Cosine: vectors are brought to unit length when they come in.</summary>
    private float[] Normalized(string name, JsonArray numbers)
    {
        if (config["vectors"]![name] is not JsonObject space)
            throw new ModelException(400, $"Wrong input: Not existing vector name error: {name}");
        float[] vector = [.. numbers.Select(number => (float)number!)];
        int size = (int)space["size"]!;
        if (vector.Length != size)
            throw new ModelException(400, $"Wrong input: Vector dimension error: expected dim: {size}, got {vector.Length}");
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm(vector), vector);
        return vector;
    }

    private static JsonArray Render(IEnumerable<KeyValuePair<string, Point>> points, JsonObject request)
    {
        HashSet<string> include = [.. request["with_payload"]!["include"]!.AsArray().Select(field => (string)field!)];
        return new JsonArray([.. points.Select(point => Rendered(point, include, score: null))]);
    }

    private static JsonObject Rendered(KeyValuePair<string, Point> point, HashSet<string>? payload, float? score)
    {
        var rendered = new JsonObject
        {
            ["id"] = point.Key,
            ["payload"] = new JsonObject(point.Value.Payload
                .Where(field => payload is null || payload.Contains(field.Key))
                .Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))),
        };
        if (score is not null)
        {
            rendered["version"] = 0;
            rendered["score"] = score;
        }
        return rendered;
    }

    private sealed record Point(IReadOnlyDictionary<string, float[]> Vectors, JsonObject Payload);
}
