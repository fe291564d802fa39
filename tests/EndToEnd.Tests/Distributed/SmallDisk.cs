using System.Diagnostics;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>A disk of a few megabytes in memory, mounted in a folder of its own. Needs root or sudo, as CI has it.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const string Ballast = "ballast";

    public SmallDisk(int megabytes) => Privileged("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=0777", "tmpfs", Path);

    public string Path { get; } = Directory.CreateTempSubdirectory("indexing-disk-").FullName;

    /// <summary>Uses up all the space that is left.</summary>
    public void Fill()
    {
        var block = new byte[64 * 1024];
        using var file = new FileStream(Combine(Ballast), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
                file.Write(block);
        }
        catch (IOException)
        {
            // That was the last free block.
        }
    }

    /// <summary>Gives the space back.</summary>
    public void Free() => File.Delete(Combine(Ballast));

    public void Dispose()
    {
        Privileged("umount", "--lazy", Path);
        Directory.Delete(Path);
    }

    public string Combine(string name) => System.IO.Path.Combine(Path, name);

    private static void Privileged(params string[] command)
    {
        using var process = Environment.UserName == "root"
            ? Process.Start(command[0], command[1..])
            : Process.Start("sudo", ["-n", .. command]);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', command)} ended with {process.ExitCode}; this test needs root or sudo.");
    }
}
