using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Indexing.TestSupport.Servers;

namespace Indexing.Helm.Tests;

/// <summary>Files of the chart that repeat something of elsewhere.</summary>
public sealed partial class ChartFileTests
{
    [Fact]
    public async Task PageFiles_OfTheChart_AreThoseOfThePage()
    {
        var path = Path.Combine(ChartRenderer.Chart, "files/page.txt");
        var wanted = string.Concat(Directory.EnumerateFiles(Checkout.File("shared/Search/wwwroot"))
            .Select(file => $"/{Path.GetFileName(file)}\n").Prepend("/\n").Order(StringComparer.Ordinal));
        if (Renewal.IsAsked)
            await File.WriteAllTextAsync(path, wanted);

        Assert.True(await File.ReadAllTextAsync(path) == wanted, $"{path} is out of date: {Renewal.How}.");
    }

    /// <summary>The rules and dashboards of deploy/dashboards, except the tests of the rules.</summary>
    [Fact]
    public void Monitoring_OfTheChart_IsThatOfDeploy()
    {
        var source = Checkout.File("deploy/dashboards");
        Assert.SkipUnless(Directory.Exists(source), "deploy/dashboards is not there yet.");
        var target = Path.Combine(ChartRenderer.Chart, "files");
        var pairs = Directory.EnumerateFiles(source, "*.json")
            .ToDictionary(file => file, file => Path.Combine(target, "dashboards", Path.GetFileName(file)));
        pairs[Path.Combine(source, "rules.yaml")] = Path.Combine(target, "rules.yaml");
        if (Renewal.IsAsked)
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(target, "dashboards")))
                File.Delete(file);
            foreach (var (original, copy) in pairs)
                File.Copy(original, copy, overwrite: true);
        }

        var copies = Directory.EnumerateFiles(target, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "page.txt");
        Assert.Equal(pairs.Values.Order(StringComparer.Ordinal), copies.Order(StringComparer.Ordinal));
        Assert.Empty(pairs.Where(pair => File.ReadAllText(pair.Key) != File.ReadAllText(pair.Value))
            .Select(pair => $"{pair.Value} is not {pair.Key}: {Renewal.How}."));
    }

    [Fact]
    public async Task PrometheusRule_OfTheChart_IsTheFileAsItIs()
    {
        var file = Yaml.Read(await File.ReadAllTextAsync(Path.Combine(ChartRenderer.Chart, "files/rules.yaml"))).Single();
        var rule = (await Manifests.OfAsync("everything")).One("PrometheusRule", "");

        Assert.True(JsonNode.DeepEquals(file, rule.At("spec")), rule.ToJsonString());
    }

    [Fact]
    public async Task Dashboards_OfTheChart_AreTheFilesAsTheyAre()
    {
        var files = Directory.EnumerateFiles(Path.Combine(ChartRenderer.Chart, "files/dashboards"), "*.json").ToList();
        var maps = (await Manifests.OfAsync("everything")).OfKind("ConfigMap")
            .Where(map => map.Text("metadata", "labels", "grafana_dashboard") == "1").SelectMany(map => map.Entries("data")).ToList();

        Assert.NotEmpty(files);
        Assert.Equal(files.Select(Path.GetFileName).Order(), maps.Select(entry => entry.Key).Order());
        Assert.All(maps, map => Assert.Equal(
            File.ReadAllText(Path.Combine(ChartRenderer.Chart, "files/dashboards", map.Key)), map.Value!.ToString()));
    }

    [Fact]
    public void Version_OfTheApplication_IsTheOneOfTheBuild() => Assert.Equal(
        Version().Match(File.ReadAllText(Checkout.File("Directory.Build.props"))).Groups["version"].Value,
        Yaml.Read(File.ReadAllText(Path.Combine(ChartRenderer.Chart, "Chart.yaml"))).Single().Text("appVersion"));

    [Fact]
    public async Task Notes_OfEverything_NameWhatIsToBeDone()
    {
        var notes = await ProgramRun.CheckAsync(
            await ChartRenderer.OwnAsync(),
            ["template", ChartRenderer.Release, ChartRenderer.Chart, "--notes", "-n", "pictures", "-f", Manifests.FileOf("everything")]);
        notes = notes[notes.IndexOf("# NOTES", StringComparison.Ordinal)..];

        Assert.Contains("create secret generic indexing-secrets --from-file=qdrant=qdrant.txt", notes, StringComparison.Ordinal);
        Assert.Contains("API keys: Secret indexing-api-keys with shop, operations.", notes, StringComparison.Ordinal);
        Assert.Contains("helm -n pictures test demo", notes, StringComparison.Ordinal);
        Assert.Contains("https://pictures.example.org/", notes, StringComparison.Ordinal);
        Assert.Contains("anew with models/scene-text/3", notes, StringComparison.Ordinal);
    }

    [GeneratedRegex("<Version>(?<version>[^<]+)</Version>")]
    private static partial Regex Version();
}
