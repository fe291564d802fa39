using System.Diagnostics;

namespace Indexing.BlobStore.FileSystem.Tests;

/// <summary>A folder with a root inside and a secret beside it; removed afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("indexing-blobs-");

    public TemporaryFolder()
    {
        Directory.CreateDirectory(Root);
        File.WriteAllText(Secret, "secret");
    }

    public string Root => Path.Combine(_folder.FullName, "root");

    public string Secret => Path.Combine(_folder.FullName, "secret.jpg");

    public string Beside(string name) => Path.Combine(_folder.FullName, name);

    public string Inside(string name) => Path.Combine(Root, name);

    public string Write(string name, byte[] content)
    {
        var path = Inside(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string MakeFifo(string name)
    {
        var path = Inside(name);
        using var process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return path;
    }

    public FileSystemBlobStore OpenStore(params string[] roots) =>
        new(Microsoft.Extensions.Options.Options.Create(new FileSystemBlobStoreOptions { Roots = roots.Length > 0 ? roots : [Root] }));

    public static Uri Address(string path) => new($"file://{Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal)}");

    public void Dispose() => _folder.Delete(recursive: true);
}
