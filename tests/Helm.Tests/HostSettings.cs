using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Indexing.Access;
using Indexing.TestSupport.Servers;

namespace Indexing.Helm.Tests;

/// <summary>The keys that a host knows, with their defaults: its appsettings.json, which its own tests compare with the options.</summary>
internal sealed partial class HostSettings
{
    private const string FileSuffix = "_FILE";
    private readonly Dictionary<string, JsonNode?> _defaults = [];

    private HostSettings(string host)
    {
        var text = File.ReadAllText(Checkout.File($"services/{host}/appsettings.json"));
        Collect("", JsonNode.Parse(text, documentOptions: new() { CommentHandling = JsonCommentHandling.Skip })!.AsObject());
    }

    public static HostSettings Worker { get; } = new("Worker");

    public static HostSettings Query { get; } = new("Query");

    /// <summary>Key with colons and default; a list is one key.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Defaults => _defaults;

    /// <summary>The host of a component; the migration runs with the configuration of the worker.</summary>
    public static HostSettings Of(string component) => component == "query" ? Query : Worker;

    /// <summary>Whether <c>Section__Key</c>, <c>Section__Key_FILE</c> or <c>Section__List__0</c> sets something.</summary>
    public bool Knows(string variable)
    {
        var plain = variable.EndsWith(FileSuffix, StringComparison.Ordinal) ? variable[..^FileSuffix.Length] : variable;
        var key = plain.Replace("__", ":", StringComparison.Ordinal);
        return key.StartsWith("Logging:LogLevel:", StringComparison.Ordinal)
            || (_defaults.TryGetValue(key, out var value) && value is not JsonArray)
            || (Entry().Match(key) is { Success: true } entry && IsEntry(entry.Groups["list"].Value, entry.Groups["property"].Value));
    }

    private bool IsEntry(string list, string property) =>
        _defaults.GetValueOrDefault(list) is JsonArray
        && (list == "Access:Keys" ? IsProperty(property) : property.Length == 0);

    private static bool IsProperty(string property)
    {
        var name = property.Split(':')[0];
        var found = typeof(ApiKeyOptions).GetProperty(name);
        return found?.PropertyType == typeof(IList<string>)
            ? int.TryParse(property[name.Length..].TrimStart(':'), CultureInfo.InvariantCulture, out _)
            : found is not null && property == name;
    }

    private void Collect(string prefix, JsonObject section)
    {
        foreach (var (key, value) in section)
            if (value is JsonObject inner)
                Collect($"{prefix}{key}:", inner);
            else
                _defaults[prefix + key] = value;
    }

    [GeneratedRegex(@"^(?<list>[^:]+:[^:]+):\d+(?::(?<property>.+))?$")]
    private static partial Regex Entry();
}
