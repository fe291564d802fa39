using System.Diagnostics;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>The system's Python with pika, installed from Debian's packages where it is missing.</summary>
internal static class Pika
{
    /// <summary>Not the first python3 of the path: apt-get installs for this one.</summary>
    public const string Python = "/usr/bin/python3";

    private static readonly Dictionary<string, string> Quiet = new() { ["DEBIAN_FRONTEND"] = "noninteractive" };

    public static async Task InstallAsync()
    {
        if (File.Exists(Python) && (await ShellCommand.RunAsync(Python, Quiet, "-c", "import pika")).ExitCode == 0)
            return;
        string[] install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "python3-pika"];
        if ((await AsRootAsync(install)).ExitCode == 0)
            return;
        await AsRootAsync("apt-get", "update", "-qq");
        var (exitCode, output) = await AsRootAsync(install);
        Assert.True(exitCode == 0, $"python3-pika could not be installed.\n{output}");
    }

    private static Task<(int ExitCode, string Output)> AsRootAsync(params string[] command) => Environment.UserName == "root"
        ? ShellCommand.RunAsync(command[0], Quiet, command[1..])
        : ShellCommand.RunAsync("sudo", Quiet, ["-n", .. command]);
}
