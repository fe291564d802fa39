using Indexing.Contracts;

/// <summary>The pictures below a folder, as messages.</summary>
internal sealed class PictureFolder(string path)
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".webp"];
    private readonly string _root = Path.GetFullPath(path);

    /// <summary>
    /// The path below the folder is the id, the time of the last change the version: publishing a folder again changes nothing, a changed
    /// picture replaces its older version.
    /// </summary>
    public IEnumerable<IngestImage> Announce() => Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories)
        .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
        .Order(StringComparer.Ordinal)
        .Select(file => new IngestImage
        {
            ImageId = Path.GetRelativePath(_root, file),
            Version = new DateTimeOffset(File.GetLastWriteTimeUtc(file)).ToUnixTimeMilliseconds() * 1000,
            Source = new ImageSource { Uri = new Uri(file).AbsoluteUri },
        });
}
