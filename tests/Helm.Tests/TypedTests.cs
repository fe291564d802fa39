using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Indexing.TestSupport.Servers;

namespace Indexing.Helm.Tests;

/// <summary>
/// Kubernetes' own types read the pods' makers: <c>kubectl set image --local</c> decodes an object and writes it again, without a server. A
/// field of a wrong type is an error; one that does not exist is gone afterwards, as far as this kubectl is not older than the field.
/// </summary>
public sealed partial class TypedTests
{
    /// <summary>The first kubectl that knows every field of the chart (preStop.sleep).</summary>
    private const int Current = 30;

    private static readonly Lazy<Task<(string Program, int Minor)>> Kubectl = new(FindAsync);

    public static TheoryData<string> Sets => [.. Manifests.Sets];

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Workloads_OfASetOfValues_AreWhatKubernetesReads(string set)
    {
        var (_, minor) = await Kubectl.Value;
        foreach (var workload in (await Manifests.OfAsync(set)).Workloads)
        {
            var (code, output, error) = await DecodeAsync(workload.Object);

            Assert.True(code == 0, $"{workload.Title}: {error}");
            if (minor >= Current)
                Assert.Empty(Lost("", workload.Object, JsonNode.Parse(output)));
        }
    }

    [Fact]
    public async Task Workload_WithATextForANumber_IsRefused()
    {
        var deployment = (await Manifests.OfAsync("default")).One("Deployment", "-query");
        deployment["spec"]!["replicas"] = "two";

        var (code, _, error) = await DecodeAsync(deployment);

        Assert.NotEqual(0, code);
        Assert.Contains("replicas", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workload_WithAFieldThatDoesNotExist_LosesIt()
    {
        var deployment = (await Manifests.OfAsync("default")).One("Deployment", "-query");
        deployment["spec"]!["template"]!["spec"]!["containers"]![0]!["securityContext"]!["readOnlyRootFileSystem"] = true;

        var (_, output, _) = await DecodeAsync(deployment);

        Assert.Contains("readOnlyRootFileSystem", string.Join(' ', Lost("", deployment, JsonNode.Parse(output))), StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> DecodeAsync(JsonObject workload)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, workload.ToJsonString());
            // Nothing is written when nothing changes: every container gets another image.
            return await ProgramRun.RunAsync(
                (await Kubectl.Value).Program, ["set", "image", "--local", "-o", "json", "-f", file, "*=decoded:1"],
                environment: new Dictionary<string, string> { ["KUBECONFIG"] = "/dev/null" });
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Paths of what was written and is not read back; quantities may come back in another form.</summary>
    private static IEnumerable<string> Lost(string path, JsonNode? written, JsonNode? read) => written switch
    {
        JsonObject map => map.SelectMany(entry => Lost($"{path}.{entry.Key}", entry.Value, read.At(entry.Key))),
        JsonArray list => list.SelectMany((item, i) => Lost($"{path}[{i}]", item, (read as JsonArray)?.ElementAtOrDefault(i))),
        _ => read is null && written is not null && written.ToJsonString() is not ("false" or "0" or "\"\"") ? [path] : [],
    };

    /// <summary>The one of this machine, otherwise Debian's, which is not installed but unpacked.</summary>
    private static async Task<(string Program, int Minor)> FindAsync()
    {
        var program = ProgramRun.Find("kubectl")
            ?? (await ProgramRun.CheckAsync(Checkout.File("tests/HelmRenderer/build.sh"), ["kubectl"])).Trim();
        var version = JsonNode.Parse(await ProgramRun.CheckAsync(program, ["version", "--client", "-o", "json"]));
        return (program, int.Parse(Digits().Match(version.Text("clientVersion", "minor")).Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
