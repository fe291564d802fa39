using System.Text.Json.Nodes;

namespace Indexing.VectorStore.Qdrant.Tests.QdrantModel;

/// <summary>Qdrant's filters, as far as the store uses them; anything else is refused so that it cannot pass unnoticed.</summary>
internal static class ModelFilter
{
    public static bool Matches(JsonObject payload, JsonObject filter)
    {
        if (filter.Any(clause => clause.Key != "must"))
            throw new ModelException(400, $"the model knows no filter {filter.ToJsonString()}");
        return filter["must"]!.AsArray().All(condition => MatchesField(payload, condition!.AsObject()));
    }

    private static bool MatchesField(JsonObject payload, JsonObject condition)
    {
        var wanted = condition["match"]!.AsObject();
        JsonNode? stored = payload[(string)condition["key"]!];
        IEnumerable<JsonNode?> values = stored is JsonArray array ? array : new[] { stored };
        return wanted.ContainsKey("any")
            ? values.Any(value => wanted["any"]!.AsArray().Any(one => JsonNode.DeepEquals(one, value)))
            : values.Any(value => JsonNode.DeepEquals(wanted["value"], value));
    }
}
