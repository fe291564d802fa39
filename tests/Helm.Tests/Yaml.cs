using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Indexing.Helm.Tests;

/// <summary>Reads YAML as Kubernetes does: plain scalars by YAML 1.1, where <c>yes</c> is a boolean and <c>0440</c> octal.</summary>
internal static partial class Yaml
{
    /// <summary>Every document that is an object.</summary>
    public static IReadOnlyList<JsonObject> Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(document => Convert(document.RootNode)).OfType<JsonObject>()];
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(
            map.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, Convert(child.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
        YamlScalarNode { Style: ScalarStyle.Plain } plain => Resolve(plain.Value ?? ""),
        _ => JsonValue.Create(((YamlScalarNode)node).Value),
    };

    private static JsonValue? Resolve(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        _ when True().IsMatch(text) => JsonValue.Create(true),
        _ when False().IsMatch(text) => JsonValue.Create(false),
        _ when Octal().IsMatch(text) => JsonValue.Create(System.Convert.ToInt64(text, 8)),
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        _ when Real().IsMatch(text) => JsonValue.Create(double.Parse(text, CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(text),
    };

    [GeneratedRegex("^(y|yes|true|on)$", RegexOptions.IgnoreCase)]
    private static partial Regex True();

    [GeneratedRegex("^(n|no|false|off)$", RegexOptions.IgnoreCase)]
    private static partial Regex False();

    [GeneratedRegex("^0[0-7]+$")]
    private static partial Regex Octal();

    [GeneratedRegex(@"^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Real();
}
