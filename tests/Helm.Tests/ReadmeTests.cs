using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Indexing.Helm.Tests;

/// <summary>The table of values in the chart's README is made from the comments of values.yaml, as helm-docs does it.</summary>
public sealed partial class ReadmeTests
{
    private const string Begin = "<!-- values: made from values.yaml -->\n";
    private const string End = "<!-- end of values -->\n";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string Path = System.IO.Path.Combine(ChartRenderer.Chart, "README.md");

    [Fact]
    public async Task Table_OfTheReadme_IsMadeFromTheValues()
    {
        var readme = await File.ReadAllTextAsync(Path);
        var (begin, end) = (readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, readme.IndexOf(End, StringComparison.Ordinal));
        var wanted = readme[..begin] + Table(await DescribedAsync()) + readme[end..];
        if (Renewal.IsAsked)
            await File.WriteAllTextAsync(Path, wanted);

        Assert.True(
            await File.ReadAllTextAsync(Path) == wanted, $"The table of values in {Path} is out of date: {Renewal.How}.");
    }

    [Fact]
    public async Task Comments_OfTheValues_DescribeEveryKey()
    {
        var described = (await DescribedAsync()).Select(entry => entry.Key).ToList();
        var leaves = Leaves("", (await ChartRenderer.ValuesAsync()));

        Assert.Empty(leaves.Where(leaf => !described.Any(key => leaf == key || leaf.StartsWith(key + ".", StringComparison.Ordinal))));
    }

    private static string Table(IEnumerable<(string Key, string Default, string Description)> entries)
    {
        var table = new StringBuilder("\n| key | default | |\n|---|---|---|\n");
        foreach (var (key, value, description) in entries)
            table.Append("| `").Append(key).Append("` | `").Append(value.Replace("|", "\\|", StringComparison.Ordinal)).Append("` | ")
                .Append(description.Replace("|", "\\|", StringComparison.Ordinal)).Append(" |\n");
        return table.Append('\n').ToString();
    }

    /// <summary>Every key with a comment <c># -- </c> above it, in the order of the file, and its default as JSON.</summary>
    private static async Task<List<(string Key, string Default, string Description)>> DescribedAsync()
    {
        var values = Yaml.Read(await File.ReadAllTextAsync(System.IO.Path.Combine(ChartRenderer.Chart, "values.yaml"))).Single();
        var result = new List<(string, string, string)>();
        var path = new List<string>();
        string? description = null;
        foreach (var line in File.ReadLines(System.IO.Path.Combine(ChartRenderer.Chart, "values.yaml")))
        {
            if (Comment().Match(line) is { Success: true } comment)
                description = comment.Groups["text"].Value;
            if (Key().Match(line) is not { Success: true } key)
                continue;
            path = [.. path.Take(key.Groups["indent"].Length / 2), key.Groups["key"].Value];
            if (description is not null)
                result.Add((string.Join('.', path), values.At([.. path])?.ToJsonString(Plain) ?? "null", description));
            description = null;
        }

        return result;
    }

    private static IEnumerable<string> Leaves(string prefix, JsonObject values) => values.SelectMany(entry =>
        entry.Value is JsonObject { Count: > 0 } inner ? Leaves($"{prefix}{entry.Key}.", inner) : [prefix + entry.Key]);

    [GeneratedRegex("^ *# -- (?<text>.+)$")]
    private static partial Regex Comment();

    [GeneratedRegex("^(?<indent> *)(?<key>[A-Za-z][A-Za-z0-9_]*):")]
    private static partial Regex Key();
}
