using System.Text.Json.Nodes;

namespace Indexing.VectorStore.Qdrant.Rest;

/// <summary>Conditions that must all hold.</summary>
internal sealed record Filter(IReadOnlyList<Condition> Must)
{
    public static Filter Of(params IEnumerable<Condition> conditions) => new([.. conditions]);
}

/// <summary>A condition on one payload field; of an array field, one element must match.</summary>
internal sealed record Condition(string Key, Match? Match = null, NumberRange? Range = null)
{
    public static Condition Is(string key, string value) => new(key, new Match(Value: value));

    public static Condition Is(string key, long value) => new(key, new Match(Value: value));

    public static Condition IsAny(string key, IReadOnlyList<string> values) => new(key, new Match(Any: values));

    public static Condition IsWithin(string key, long? least, long? greatest) => new(key, Range: new NumberRange(least, greatest));
}

internal sealed record Match(JsonNode? Value = null, IReadOnlyList<string>? Any = null);

internal sealed record NumberRange(long? Gte, long? Lte);
