namespace Indexing.Query.Tests;

/// <summary>A folder that is removed at the end of a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("indexing-query-").FullName;

    public string Combine(string relative) => System.IO.Path.Combine(Path, relative);

    public string Write(string relative, byte[] content)
    {
        var path = Combine(relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
