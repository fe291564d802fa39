using System.Diagnostics;

namespace Indexing.Helm.Tests;

/// <summary>A program that is run to its end.</summary>
internal static class ProgramRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>What it printed; fails with what it said unless it ends well.</summary>
    public static async Task<string> CheckAsync(
        string program, IEnumerable<string> arguments, string? folder = null, string input = "")
    {
        var (code, output, error) = await RunAsync(program, arguments, folder, input);
        Assert.True(code == 0, $"{program} ended with {code}.\n{error}");
        return output;
    }

    public static async Task<(int Code, string Output, string Error)> RunAsync(
        string program,
        IEnumerable<string> arguments,
        string? folder = null,
        string input = "",
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.StandardInput.WriteAsync(input.AsMemory(), patience.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Its full path, or <see langword="null"/> where it is not installed.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
