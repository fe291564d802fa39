using System.Text.Json.Nodes;
using Indexing.TestSupport;

namespace Indexing.Helm.Tests;

/// <summary>The renderer does what Helm does in what the chart and its dependencies use.</summary>
public sealed class RendererTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{{ .Values.a }}-{{ .Values.b.c }}-{{ .Chart.Name }}", "1-2-probe")]
    [InlineData("{{ .Release.Name }}-{{ .Release.Namespace }}", "demo-default")]
    [InlineData("{{ .Values.missing }}{{ .Values.b.missing | default \"none\" }}", "none")]
    [InlineData("{{ include \"probe.name\" . | upper }}", "PROBE-DEMO")]
    [InlineData("{{ tpl \"{{ .Values.a }}{{ include `probe.name` . }}\" . }}", "1probe-demo")]
    [InlineData("{{ .Values.b | toYaml }}", "c: 2")]
    [InlineData("{{ (fromYaml \"x: [1, 2]\").x | toJson }}", "[1,2]")]
    [InlineData("{{ .Files.Get \"files/note.txt\" | trim }}", "a note")]
    [InlineData("{{ range $path, $_ := .Files.Glob \"files/*.txt\" }}{{ $path }}{{ end }}", "files/note.txt")]
    [InlineData("{{ lookup \"v1\" \"Secret\" \"default\" \"x\" | len }}", "0")]
    [InlineData("{{ .Capabilities.APIVersions.Has \"keda.sh/v1alpha1\" }} {{ .Capabilities.KubeVersion.Minor }}", "false 32")]
    public async Task Template_OfOneExpression_RendersAsHelmDoes(string template, string expected)
    {
        WriteChart(template);

        var map = Yaml.Read(await RenderAsync()).Single();

        Assert.Equal(expected, map.Text("data", "text").TrimEnd());
    }

    [Theory]
    [InlineData("{{ fail \"not so\" }}", "not so")]
    [InlineData("{{ required \"a.b is needed\" .Values.nothing }}", "a.b is needed")]
    [InlineData("{{ include \"nowhere\" . }}", "nowhere")]
    [InlineData("{{ include \"probe.loop\" . }}", "includes itself without end")]
    [InlineData("\n{{ \"\\t- : :\" }}", "templates/map.yaml")]
    [InlineData("{{ .Values.a ", "unclosed action")]
    public async Task Template_ThatIsWrong_EndsWithTheReason(string template, string reason)
    {
        WriteChart(template);

        var (code, _, error) = await ProgramRun.RunAsync(await ChartRenderer.OwnAsync(), ["template", "demo", _folder.Combine("probe")]);

        Assert.Equal(1, code);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", new[] { "probe" })]
    [InlineData("part.enabled=true", new[] { "part 5 global", "probe" })]
    public async Task Dependency_ByItsCondition_IsRenderedWithItsValues(string set, string[] expected)
    {
        WriteChart("probe", "dependencies: [{name: part, version: 1.0.0, condition: part.enabled}]");
        _folder.Write("probe/values.yaml", "global: {name: global}\npart: {enabled: false, number: 5}\n");
        _folder.Write("probe/charts/part/Chart.yaml", "apiVersion: v2\nname: part\nversion: 1.0.0\n");
        _folder.Write("probe/charts/part/values.yaml", "number: 1\n");
        _folder.Write("probe/charts/part/templates/part.yaml", Map("part", "part {{ .Values.number }} {{ .Values.global.name }}"));

        var maps = Yaml.Read(await RenderAsync(set.Length > 0 ? ["--set", set] : []));

        Assert.Equal(expected, maps.Select(map => map.Text("data", "text")));
    }

    [Fact]
    public async Task Values_OfSeveralSources_LaterWinsAndNullTakesAway()
    {
        WriteChart("x");
        _folder.Write("one.yaml", "b: {c: 3, d: [1, 2]}\ne: one\n");
        _folder.Write("two.yaml", "a: null\nb: {d: [3]}\n");

        var values = JsonNode.Parse(await ProgramRun.CheckAsync(
            await ChartRenderer.OwnAsync(),
            ["values", _folder.Combine("probe"), "-f", _folder.Combine("one.yaml"), "-f", _folder.Combine("two.yaml"), "--set", "e=two"]));

        Assert.Equal("""{"b":{"c":3,"d":[3]},"e":"two"}""", values!.ToJsonString());
    }

    [Fact]
    public async Task Manifests_OfSeveralKinds_ComeInTheOrderOfTheirInstallation()
    {
        var kinds = Yaml.Read(await ProgramRun.CheckAsync(
            await ChartRenderer.OwnAsync(), ["template", "demo", ChartRenderer.Chart, "-f", Manifests.FileOf("everything")]))
            .Select(item => item.Text("kind")).ToList();

        Assert.True(kinds.LastIndexOf("NetworkPolicy") < kinds.IndexOf("ServiceAccount"));
        Assert.True(kinds.LastIndexOf("ConfigMap") < kinds.IndexOf("Deployment"));
        Assert.Equal("Pod", kinds[^1]);
    }

    private static string Map(string name, string text) =>
        $"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {name}\ndata:\n  text: |-\n    {text}\n";

    private async Task<string> RenderAsync(params string[] options) =>
        await ProgramRun.CheckAsync(await ChartRenderer.OwnAsync(), ["template", "demo", _folder.Combine("probe"), .. options]);

    private void WriteChart(string template, string more = "")
    {
        _folder.Write("probe/Chart.yaml", $"apiVersion: v2\nname: probe\nversion: 1.0.0\n{more}\n");
        _folder.Write("probe/values.yaml", "a: 1\nb: {c: 2}\n");
        _folder.Write("probe/files/note.txt", "a note\n");
        _folder.Write(
            "probe/templates/_names.tpl",
            "{{ define \"probe.name\" }}{{ .Chart.Name }}-{{ .Release.Name }}{{ end }}"
            + "{{ define \"probe.loop\" }}{{ include \"probe.loop\" . }}{{ end }}");
        _folder.Write("probe/templates/map.yaml", Map("probe", template));
    }
}
