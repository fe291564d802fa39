using System.Diagnostics;
using System.Runtime.CompilerServices;
using Indexing.TestSupport;

namespace Indexing.Standalone.Tests.Checking;

/// <summary>The part of deploy/scripts/gpu-check.sh that needs no GPU, over the program that these tests were built with.</summary>
public sealed class GpuCheckScriptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_OnTheCpu_WritesAReport()
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "demo", "shop-books.jpg"), _folder.Combine("shop-books.jpg"));

        var (exitCode, output) = await RunAsync(
            "--program", AppContext.BaseDirectory, "--device", "cpu", "--out", _folder.Combine("out"),
            "--", "--seconds", "1", "--pictures", _folder.Path);

        Assert.True(exitCode == 0, output);
        var report = await File.ReadAllTextAsync(_folder.Combine("out/report.md"));
        Assert.Contains("| device asked for | cpu |", report, StringComparison.Ordinal);
        Assert.Contains("| detect: network |", report, StringComparison.Ordinal);
        Assert.Contains("| word_encoder | 16 x 384 x 32 |", report, StringComparison.Ordinal);
        Assert.Contains("Not shown", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_UnknownArgument_SaysSo()
    {
        var (exitCode, output) = await RunAsync("--gpu");

        Assert.Equal(2, exitCode);
        Assert.Contains("unknown argument '--gpu'", output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var script = Process.Start(new ProcessStartInfo("bash", [Script(), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, error) = (script.StandardOutput.ReadToEndAsync(), script.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await script.WaitForExitAsync(patience.Token);
        return (script.ExitCode, await output + await error);
    }

    private static string Script([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../../deploy/scripts/gpu-check.sh"));
}
