using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Indexing.Telemetry.Tests;

/// <summary>
/// A strict reader of the Prometheus text format 0.0.4: HELP and TYPE once and before the samples, every family in one piece, valid names,
/// known escapes only, no series twice, histograms whole (cumulative buckets, +Inf equal to the count).
/// </summary>
internal sealed partial class PrometheusScrape
{
    private readonly HashSet<string> _closed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _identities = new(StringComparer.Ordinal);
    private string _family = "";

    private PrometheusScrape()
    {
    }

    /// <summary>Family name to type.</summary>
    public Dictionary<string, string> Types { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Helps { get; } = new(StringComparer.Ordinal);

    /// <summary>Series in the order of their lines.</summary>
    public List<(string Name, Dictionary<string, string> Labels, double Value)> Series { get; } = [];

    /// <exception cref="FormatException">The text is not of this format.</exception>
    public static PrometheusScrape Parse(string text)
    {
        if (!text.EndsWith('\n'))
            throw new FormatException("The last line does not end.");
        var scrape = new PrometheusScrape();
        foreach (var line in text[..^1].Split('\n'))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
                scrape.ReadHelp(line[7..]);
            else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
                scrape.ReadType(line[7..]);
            else
                scrape.ReadSample(line);
        }

        scrape.CheckHistograms();
        return scrape;
    }

    private void ReadHelp(string rest)
    {
        var (name, help) = Split(rest);
        Open(name);
        Require(Regex.Replace(help, @"\\[\\n]", "").Contains('\\', StringComparison.Ordinal) is false, $"HELP of {name}: wrong escape");
        Require(Helps.TryAdd(name, help), $"HELP of {name} twice");
    }

    private void ReadType(string rest)
    {
        var (name, type) = Split(rest);
        if (_family != name || Types.ContainsKey(name))
            Open(name);
        Require(type is "counter" or "gauge" or "histogram", $"{name} has the type {type}");
        Require(Types.TryAdd(name, type), $"TYPE of {name} twice");
    }

    private void Open(string name)
    {
        Require(Name().IsMatch(name), $"'{name}' is no name");
        Require(_closed.Add(name), $"{name} is in two pieces");
        _family = name;
    }

    private void ReadSample(string line)
    {
        var match = Sample().Match(line);
        Require(match.Success, $"'{line}' is no sample");
        var name = match.Groups["name"].Value;
        var suffix = Types[_family] == "histogram" ? name[_family.Length..] : "";
        Require(suffix is "" or "_bucket" or "_sum" or "_count" && name == _family + suffix, $"{name} stands in {_family}");
        Require(Types[_family] != "histogram" || suffix.Length > 0, $"{name} is no part of a histogram");
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match label in Label().Matches(match.Groups["labels"].Value))
            Require(labels.TryAdd(label.Groups["key"].Value, Unescape(label.Groups["value"].Value)), $"{line}: a label twice");
        var value = match.Groups["value"].Value switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            var number => double.Parse(number, CultureInfo.InvariantCulture),
        };
        Require(_identities.Add($"{name}|{labels.GetValueOrDefault("le")}|{Identity(labels)}"), $"{line}: twice");
        Series.Add((name, labels, value));
    }

    private void CheckHistograms()
    {
        foreach (var family in Types.Where(type => type.Value == "histogram").Select(type => type.Key))
        {
            foreach (var series in Series.Where(series => series.Name == family + "_bucket").GroupBy(series => Identity(series.Labels)))
            {
                var buckets = series.Select(bucket => (Bound: bucket.Labels["le"], bucket.Value)).ToList();
                Require(buckets[^1].Bound == "+Inf", $"{family} has no +Inf");
                Require(buckets.Zip(buckets.Skip(1)).All(pair => pair.First.Value <= pair.Second.Value), $"{family} is not cumulative");
                var count = Series.Single(other => other.Name == family + "_count" && Identity(other.Labels) == series.Key).Value;
                Require(buckets[^1].Value == count, $"{family}: +Inf is not the count");
                Require(Series.Any(other => other.Name == family + "_sum" && Identity(other.Labels) == series.Key), $"{family} has no sum");
            }
        }
    }

    private static string Identity(Dictionary<string, string> labels) => string.Join(
        '|', labels.Where(label => label.Key != "le").OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label}"));

    private static (string Name, string Text) Split(string rest) =>
        rest.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? (rest[..space], rest[(space + 1)..]) : (rest, "");

    private static string Unescape(string value)
    {
        var text = new StringBuilder();
        for (var i = 0; i < value.Length; i++)
            text.Append(value[i] != '\\' ? value[i] : value[++i] == 'n' ? '\n' : value[i]);
        return text.ToString();
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new FormatException(otherwise);
    }

    [GeneratedRegex("^[a-zA-Z_:][a-zA-Z0-9_:]*$")]
    private static partial Regex Name();

    [GeneratedRegex(
        """^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>([a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\[\\"n])*"(,(?=[a-zA-Z_]))?)*)\})? """
        + """(?<value>\S+)$""")]
    private static partial Regex Sample();

    [GeneratedRegex("""(?<key>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>([^"\\]|\\[\\"n])*)"(,|$)""")]
    private static partial Regex Label();
}
