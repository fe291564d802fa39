using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Indexing.Query.Tests.Contract;

/// <summary>Compares JSON with a schema of the API's description: the keywords that stand there, and no member beyond it.</summary>
internal static class SchemaRules
{
    /// <summary>What breaks the schema, in sentences.</summary>
    public static IEnumerable<string> Mistakes(JsonNode? value, JsonNode schema, string path = "$")
    {
        if (schema["$ref"]?.GetValue<string>() is { } reference)
            return Mistakes(value, ApiFile.Document["components"]!["schemas"]![reference.Split('/')[^1]]!, path);
        if (schema["oneOf"] is JsonArray choices)
        {
            return choices.Any(choice => !Mistakes(value, choice!, path).Any())
                ? []
                : [$"{path} is none of what it may be."];
        }

        if (!Types(schema).Contains(TypeOf(value)))
            return [$"{path} is {TypeOf(value)}, not {string.Join(" or ", Types(schema))}."];
        return value switch
        {
            JsonObject members => OfMembers(members, schema, path),
            JsonArray items => items.SelectMany((item, number) => Mistakes(item, schema["items"]!, $"{path}[{number}]")),
            JsonValue text when text.GetValueKind() == JsonValueKind.String => OfText(text.GetValue<string>(), schema, path),
            _ => [],
        };
    }

    private static IEnumerable<string> OfMembers(JsonObject members, JsonNode schema, string path)
    {
        var properties = schema["properties"]?.AsObject() ?? [];
        var required = schema["required"]?.AsArray().Select(name => name!.GetValue<string>()) ?? [];
        foreach (var missing in required.Where(name => !members.ContainsKey(name)))
            yield return $"{path}.{missing} is missing.";
        foreach (var (name, member) in members)
        {
            if ((properties[name] ?? schema["additionalProperties"]) is not { } known)
            {
                yield return $"{path}.{name} is not described.";
                continue;
            }

            foreach (var mistake in Mistakes(member, known, $"{path}.{name}"))
                yield return mistake;
        }
    }

    private static IEnumerable<string> OfText(string text, JsonNode schema, string path)
    {
        if (schema["enum"] is JsonArray allowed && !allowed.Any(choice => choice!.GetValue<string>() == text))
            yield return $"{path} is '{text}', which is not listed.";
        if (schema["format"]?.GetValue<string>() == "date-time"
            && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var _))
            yield return $"{path} is '{text}', which is no moment.";
    }

    private static List<string> Types(JsonNode schema)
    {
        List<string> names = schema["type"] is JsonArray types
            ? [.. types.Select(type => type!.GetValue<string>())]
            : [schema["type"]?.GetValue<string>() ?? throw new InvalidOperationException($"The schema at {schema.GetPath()} has no type.")];
        if (names.Contains("number"))
            names.Add("integer");
        return names;
    }

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.ToJsonString().AsSpan().IndexOfAny(".eE") < 0 ? "integer" : "number",
        _ => "boolean",
    };
}
