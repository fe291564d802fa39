using System.Text.Json.Nodes;

namespace Indexing.VectorStore.Qdrant.Tests.QdrantModel;

/// <summary>Qdrant's filters, as far as the store uses them; anything else is refused so that it cannot pass unnoticed.</summary>
internal static class ModelFilter
{
    public static Func<JsonObject, bool> Of(JsonObject filter)
    {
        if (filter.Any(clause => clause.Key != "must"))
            throw new ModelException(400, $"the model knows no filter {filter.ToJsonString()}");
        Func<JsonObject, bool>[] must = [.. filter["must"]!.AsArray().Select(condition => Field(condition!.AsObject()))];
        return payload => must.All(matches => matches(payload));
    }

    /// <summary>Of an array, one element must match.</summary>
    private static Func<JsonObject, bool> Field(JsonObject condition)
    {
        string key = (string)condition["key"]!;
        Func<JsonNode, bool> matches = condition.Select(part => part.Key).Order().ToArray() switch
        {
            ["key", "match"] => Match(condition["match"]!.AsObject()),
            ["key", "range"] => Range(condition["range"]!.AsObject()),
            _ => throw new ModelException(400, $"the model knows no condition {condition.ToJsonString()}"),
        };
        return payload => payload[key] switch
        {
            null => false,
            JsonArray array => array.Any(value => matches(value!)),
            JsonNode value => matches(value),
        };
    }

    private static Func<JsonNode, bool> Match(JsonObject match)
    {
        if (!match.ContainsKey("any"))
            return value => JsonNode.DeepEquals(match["value"], value);
        HashSet<string> any = [.. match["any"]!.AsArray().Select(one => (string)one!)];
        return value => any.Contains((string)value!);
    }

    /// <summary>As the server does: bounds are doubles.</summary>
    private static Func<JsonNode, bool> Range(JsonObject range)
    {
        if (range.Any(bound => bound.Key is not ("gte" or "lte")))
            throw new ModelException(400, $"the model knows no range {range.ToJsonString()}");
        double least = (double?)range["gte"] ?? double.MinValue, greatest = (double?)range["lte"] ?? double.MaxValue;
        return value => (double)value >= least && (double)value <= greatest;
    }
}
