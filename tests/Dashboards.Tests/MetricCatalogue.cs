using System.Text.Json;
using System.Text.RegularExpressions;
using Indexing.Dashboards.Tests.Promql;

namespace Indexing.Dashboards.Tests;

/// <summary>What a Prometheus has seen: every series by its labels, the name of the metric among them, and the metrics' types.</summary>
internal sealed class MetricCatalogue(IReadOnlyList<Dictionary<string, string>> series, IReadOnlyDictionary<string, string> types)
{
    private const string NameLabel = "__name__";
    private static readonly string[] HistogramParts = ["_bucket", "_sum", "_count"];

    private readonly ILookup<string, Dictionary<string, string>> _series = series.ToLookup(labels => labels[NameLabel]);

    public static MetricCatalogue Read(JsonElement series, JsonElement metadata) => new(
        [.. series.EnumerateArray().Select(labels => labels.Deserialize<Dictionary<string, string>>()!)],
        metadata.EnumerateObject().ToDictionary(metric => metric.Name, metric => metric.Value[0].GetProperty("type").GetString()!));

    public bool Knows(string metric) => _series.Contains(metric);

    /// <summary>Whether some series of the metric has the label.</summary>
    public bool HasLabel(string metric, string label) => _series[metric].Any(labels => labels.ContainsKey(label));

    /// <summary>Whether some series fulfils all conditions.</summary>
    public bool Matches(PromqlSelector selector) => _series[selector.Name].Any(labels => selector.Matchers.All(
        matcher => Holds(labels.GetValueOrDefault(matcher.Label, ""), matcher.Operator, matcher.Value)));

    /// <summary><c>counter</c>, <c>gauge</c>, <c>histogram</c> for each of its parts, or <c>unknown</c> for what a rule records.</summary>
    public string TypeOf(string metric)
    {
        if (types.TryGetValue(metric, out var type))
            return type;
        var part = HistogramParts.FirstOrDefault(part => metric.EndsWith(part, StringComparison.Ordinal), "");
        return part.Length > 0 && types.GetValueOrDefault(metric[..^part.Length]) == "histogram" ? "histogram" : "unknown";
    }

    private static bool Holds(string value, string comparison, string expected) => comparison switch
    {
        "=" => value == expected,
        "!=" => value != expected,
        "=~" => Regex.IsMatch(value, $"^(?:{expected})$"),
        _ => !Regex.IsMatch(value, $"^(?:{expected})$"),
    };
}
