using System.Text.Json.Nodes;
using Indexing.TestSupport.Servers;

namespace Indexing.Helm.Tests;

/// <summary>Wrong values are refused before anything is installed, with the key and the reason.</summary>
public sealed class SchemaTests
{
    /// <summary>Where the schema refuses, and where the templates do: rules that compare two values.</summary>
    private static readonly string Wrong = Checkout.File("tests/Helm/wrong-values");
    private static readonly string Refused = Checkout.File("tests/Helm/refused-values");

    public static TheoryData<string> WrongFiles => [.. NamesIn(Wrong)];

    public static TheoryData<string> RefusedFiles => [.. NamesIn(Refused)];

    public static TheoryData<string> Sets => [.. Manifests.Sets];

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Values_OfASet_AreAllowed(string set) =>
        Assert.Empty(await SchemaValidator.MistakesAsync((await Manifests.OfAsync(set)).Values));

    [Theory]
    [MemberData(nameof(WrongFiles))]
    public async Task WrongValues_OfAFile_AreRefusedWithKeyAndReason(string name)
    {
        var (file, key, reason) = Expectation(Wrong, name);

        var mistakes = await SchemaValidator.MistakesAsync(await ChartRenderer.ValuesAsync("-f", file));

        var mistake = Assert.Single(mistakes);
        Assert.StartsWith(key, mistake, StringComparison.Ordinal);
        Assert.Contains(reason, mistake, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(RefusedFiles))]
    public async Task RefusedValues_OfAFile_EndTheRenderingWithKeyAndReason(string name)
    {
        var (file, key, reason) = Expectation(Refused, name);

        var (code, _, error) = await ChartRenderer.TryRenderAsync("-f", file);

        Assert.NotEqual(0, code);
        var mistake = Assert.Single(error.Split('\n'), line => line.StartsWith("- ", StringComparison.Ordinal));
        Assert.Contains(key, mistake, StringComparison.Ordinal);
        Assert.Contains(reason, mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongFiles_AreTwentyAtLeast() => Assert.InRange(NamesIn(Wrong).Count(), 20, int.MaxValue);

    [Fact]
    public async Task SeveralMistakes_OfOneFile_AreAllNamed()
    {
        var mistakes = await SchemaValidator.MistakesAsync(await ChartRenderer.ValuesAsync(
            "--set", "worker.replicas=-1", "--set", "query.replica=2", "--set", "config.Inference.Device=gpu"));

        Assert.Equal(3, mistakes.Count);
    }

    /// <summary>Free maps are those whose keys only the user knows.</summary>
    [Fact]
    public void Objects_OfTheSchema_AreClosedUnlessTheyAreNamedHere()
    {
        string[] free =
        [
            "global", "rabbitmq", "qdrant", "labels", "annotations", "affinity", "LogLevel", "resourceAttributes", "namespaceSelector",
            "podSelector", "valueFrom", "named/items", "extraEgress/items/properties/ports/items",
        ];
        var schema = JsonNode.Parse(File.ReadAllText(SchemaValidator.Schema))!;

        var open = schema.Descend().OfType<JsonObject>()
            .Where(part => part.Text("type") == "object" && part.At("additionalProperties")?.ToString() != "false")
            .Select(part => part.GetPath().Replace('.', '/'));

        Assert.Empty(open.Where(path => !free.Any(name => path.EndsWith("/" + name, StringComparison.Ordinal))));
    }

    /// <summary>Helm before 3.18 reads draft 7, in which what stands beside a reference is not read.</summary>
    [Fact]
    public void References_OfTheSchema_StandAlone()
    {
        var schema = JsonNode.Parse(File.ReadAllText(SchemaValidator.Schema))!;

        Assert.Equal("http://json-schema.org/draft-07/schema#", schema.Text("$schema"));
        Assert.Empty(schema.Descend().OfType<JsonObject>().Where(part => part.ContainsKey("$ref") && part.Count > 1)
            .Select(part => part.GetPath()));
    }

    private static IEnumerable<string> NamesIn(string folder) =>
        Directory.EnumerateFiles(folder, "*.yaml").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!;

    /// <summary>A file begins with <c># key: reason</c>.</summary>
    private static (string File, string Key, string Reason) Expectation(string folder, string name)
    {
        var file = Path.Combine(folder, name + ".yaml");
        var parts = File.ReadLines(file).First().TrimStart('#', ' ').Split(": ", 2);
        return (file, parts[0], parts[1]);
    }
}
