using System.Diagnostics;
using Indexing.TestSupport.Servers;

namespace Indexing.Deploy.Tests;

/// <summary>Programs that are run to their end, in the checkout.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>What it printed; fails with that and its errors unless it ends well.</summary>
    public static async Task<string> OutputAsync(string folder, string program, IEnumerable<string> arguments, string input = "")
    {
        var (code, output, error) = await RunAsync(folder, program, arguments, input);
        Assert.True(code == 0, $"{program} ended with {code}.\n{output}\n{error}");
        return output;
    }

    public static async Task<(int Code, string Output, string Error)> RunAsync(
        string folder,
        string program,
        IEnumerable<string> arguments,
        string input = "",
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Checkout.File(folder),
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
            await process.StandardInput.WriteAsync(input);
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
}
