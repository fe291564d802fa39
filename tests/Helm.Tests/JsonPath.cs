using System.Globalization;
using System.Text.Json.Nodes;

namespace Indexing.Helm.Tests;

/// <summary>Short ways into a tree of JSON.</summary>
internal static class JsonPath
{
    /// <summary>What lies below these keys, or <see langword="null"/>.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            node = (node as JsonObject)?[key];
        return node;
    }

    /// <summary>The text below these keys, or an empty one.</summary>
    public static string Text(this JsonNode? node, params ReadOnlySpan<string> keys) => node.At(keys)?.ToString() ?? "";

    /// <summary>The number below these keys, or 0.</summary>
    public static int Number(this JsonNode? node, params ReadOnlySpan<string> keys) =>
        node.At(keys) is { } value ? int.Parse(value.ToString(), CultureInfo.InvariantCulture) : 0;

    /// <summary>The objects of the list below these keys.</summary>
    public static IEnumerable<JsonObject> Items(this JsonNode? node, params ReadOnlySpan<string> keys) =>
        (node.At(keys) as JsonArray)?.OfType<JsonObject>() ?? [];

    /// <summary>The texts of the list below these keys.</summary>
    public static IEnumerable<string> Texts(this JsonNode? node, params ReadOnlySpan<string> keys) =>
        (node.At(keys) as JsonArray)?.Select(item => item!.ToString()) ?? [];

    /// <summary>The entries of the object below these keys.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode?>> Entries(this JsonNode? node, params ReadOnlySpan<string> keys) =>
        node.At(keys) as JsonObject ?? [];

    /// <summary>Every node of the tree, from the root.</summary>
    public static IEnumerable<JsonNode> Descend(this JsonNode node)
    {
        IEnumerable<JsonNode?> children = node switch
        {
            JsonObject map => map.Select(entry => entry.Value),
            JsonArray list => list,
            _ => [],
        };
        return [node, .. children.OfType<JsonNode>().SelectMany(child => child.Descend())];
    }
}
