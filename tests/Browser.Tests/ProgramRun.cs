using System.Diagnostics;
using System.Text;

namespace Indexing.Browser.Tests;

/// <summary>A program that is run to its end.</summary>
internal static class ProgramRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Runs it and fails with everything that it printed unless it ends well.</summary>
    public static async Task CheckAsync(string program, IEnumerable<string> arguments, string folder)
    {
        var (code, output) = await RunAsync(program, arguments, folder, []);
        Assert.True(code == 0, $"{program} ended with {code}.\n{output}");
    }

    public static async Task<(int Code, string Output)> RunAsync(
        string program, IEnumerable<string> arguments, string folder, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += Append;
        process.ErrorDataReceived += Append;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        lock (output)
            return (process.ExitCode, output.ToString());

        void Append(object sender, DataReceivedEventArgs line)
        {
            lock (output)
                output.AppendLine(line.Data);
        }
    }
}
