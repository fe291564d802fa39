using System.Text.Json.Nodes;
using Indexing.TestSupport.Servers;

namespace Indexing.Helm.Tests;

/// <summary>
/// The renderings on file, so that a change of the chart shows what it changes in the cluster. Compared as objects: <c>helm</c> and our
/// renderer write the same objects in another order.
/// </summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Sets => [.. Manifests.Sets];

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Rendering_OfASetOfValues_IsTheOneOnFile(string set)
    {
        var path = Checkout.File($"tests/Helm/golden/{set}.yaml");
        if (Renewal.IsAsked)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, await Manifests.TextAsync(set));
        }

        var wanted = ByName(Yaml.Read(await File.ReadAllTextAsync(path)));
        var rendered = ByName((await Manifests.OfAsync(set)).Objects);

        Assert.Equal(wanted.Keys, rendered.Keys);
        Assert.Empty(wanted.Keys.Where(name => !JsonNode.DeepEquals(wanted[name], rendered[name]))
            .Select(name => $"{name} is not what {path} says. Look whether the change is meant, then {Renewal.How}."));
    }

    private static SortedDictionary<string, JsonObject> ByName(IEnumerable<JsonObject> objects) =>
        new(objects.ToDictionary(item => $"{item.Text("kind")} {item.Text("metadata", "name")}"), StringComparer.Ordinal);
}
