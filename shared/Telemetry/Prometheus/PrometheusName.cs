using System.Text;
using OpenTelemetry.Metrics;

namespace Indexing.Telemetry.Prometheus;

/// <summary>OpenTelemetry's mapping of names: letters, digits and underscores; the unit at the end; <c>_total</c> for counters.</summary>
internal static class PrometheusName
{
    private const string Total = "_total";

    public static string Of(Metric metric, string type)
    {
        var name = Clean(metric.Name);
        if (type == "counter" && name.EndsWith(Total, StringComparison.Ordinal))
            name = name[..^Total.Length];
        var unit = Unit(metric.Unit, type);
        if (unit.Length > 0 && !name.EndsWith("_" + unit, StringComparison.Ordinal))
            name = $"{name}_{unit}";
        return type == "counter" ? name + Total : name;
    }

    public static string Label(string name) => Clean(name);

    private static string Clean(string name)
    {
        var clean = new StringBuilder(name.Length + 1);
        foreach (var c in name)
        {
            var valid = char.IsAsciiLetterOrDigit(c) ? c : '_';
            if (clean.Length == 0 && char.IsAsciiDigit(valid))
                clean.Append('_');
            if (valid != '_' || clean.Length == 0 || clean[^1] != '_')
                clean.Append(valid);
        }

        return clean.Length > 0 ? clean.ToString() : "_";
    }

    /// <summary>The unit in words; annotations such as <c>{image}</c> say nothing that the name does not.</summary>
    private static string Unit(string unit, string type)
    {
        if (unit == "1")
            return type == "gauge" ? "ratio" : "";
        var (amount, per) = unit.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash
            ? (unit[..slash], unit[(slash + 1)..])
            : (unit, "");
        return per.Length == 0 || Word(per).Length == 0 ? Word(amount) : $"{Word(amount)}_per_{Singular(Word(per))}".TrimStart('_');
    }

    private static string Word(string unit) => unit switch
    {
        "s" => "seconds",
        "ms" => "milliseconds",
        "us" => "microseconds",
        "ns" => "nanoseconds",
        "min" => "minutes",
        "h" => "hours",
        "d" => "days",
        "By" => "bytes",
        "KiBy" => "kibibytes",
        "MiBy" => "mebibytes",
        "%" => "percent",
        _ when unit.Contains('{', StringComparison.Ordinal) => "",
        _ => Clean(unit).Trim('_'),
    };

    private static string Singular(string word) => word.EndsWith('s') ? word[..^1] : word;
}
