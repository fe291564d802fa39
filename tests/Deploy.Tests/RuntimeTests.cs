using System.Text.Json;
using System.Text.RegularExpressions;
using Indexing.TestSupport.Servers;

namespace Indexing.Deploy.Tests;

/// <summary>The native runtimes of the images.</summary>
public sealed partial class RuntimeTests(DeployFiles files)
{
    /// <summary>The npm package and gpu-check.sh name the same files: one is built from, the other is what was checked.</summary>
    [Fact]
    public void CudaPackages_OfTheImage_AreThoseOfGpuCheck()
    {
        using var locked = JsonDocument.Parse(File.ReadAllText(Checkout.File("deploy/docker/cuda/package-lock.json")));
        var script = File.ReadAllText(Checkout.File("deploy/scripts/gpu-check.sh"));
        var wanted = Package().Matches(script).Select(match =>
            (match.Groups["name"].Value, match.Groups["version"].Value, $"sha512-{match.Groups["hash"].Value}")).ToList();

        var found = wanted.Select(package =>
        {
            var entry = locked.RootElement.GetProperty("packages").GetProperty($"node_modules/{package.Item1}");
            return (package.Item1, entry.GetProperty("version").GetString()!, entry.GetProperty("integrity").GetString()!);
        });

        Assert.Equal(2, wanted.Count);
        Assert.Equal(wanted, found);
    }

    /// <summary>ONNX Runtime reports to Microsoft unless told otherwise; a newer one may call the switch by another name.</summary>
    [Fact]
    public void OnnxRuntimeTelemetry_InEveryImage_IsSwitchedOffByTheNameThatTheLibraryReads()
    {
        var library = Path.Combine(Path.GetDirectoryName(Host.BuiltAssembly("indexing-worker"))!, "libonnxruntime.so");

        Assert.True(File.ReadAllBytes(library).AsSpan().IndexOf("ORT_DISABLE_TELEMETRY"u8) >= 0, $"{library} knows no such switch.");
        Assert.All(files.Dockerfiles.Values, file => Assert.Equal("1", file.Environment["ORT_DISABLE_TELEMETRY"]));
    }

    [GeneratedRegex(@"^\w+=(?<name>[\w.-]+)@(?<version>[\d.]+)\n\w+_sha512='(?<hash>[^']+)'", RegexOptions.Multiline)]
    private static partial Regex Package();
}
