using System.Diagnostics;
using System.Globalization;

namespace Indexing.TestSupport.Servers;

/// <summary>
/// Ends what the tests started even when the tests themselves are killed: a shell that waits for the end of its input, which comes with
/// the end of this process however it dies, and then runs the commands it was told.
/// </summary>
public static class ProcessLeash
{
    private const string Script = """
        trap '' INT TERM HUP
        commands=()
        while IFS= read -r command; do commands+=("$command"); done
        for command in "${commands[@]}"; do eval "$command" > /dev/null 2>&1; done
        """;

    private static readonly Lazy<StreamWriter> Shell = new(Start);

    /// <summary>Runs a command of the shell, one line, when this process is gone.</summary>
    public static void AtTheEnd(string command)
    {
        lock (Shell)
            Shell.Value.WriteLine(command);
    }

    /// <summary>Kills a process when this one is gone; its number may meanwhile belong to another program, which is left alone.</summary>
    public static void Hold(Process process)
    {
        ArgumentNullException.ThrowIfNull(process);
        var id = process.Id.ToString(CultureInfo.InvariantCulture);
        AtTheEnd($"[ \"$(readlink /proc/{id}/exe)\" = '{process.MainModule?.FileName}' ] && kill -9 {id}");
    }

    private static StreamWriter Start()
    {
        var start = new ProcessStartInfo("setsid", ["bash", "-c", Script]) { RedirectStandardInput = true };
        var shell = Process.Start(start) ?? throw new InvalidOperationException("setsid did not start.");
        shell.StandardInput.AutoFlush = true;
        return shell.StandardInput;
    }
}
