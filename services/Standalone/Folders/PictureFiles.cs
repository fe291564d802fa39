namespace Indexing.Standalone.Folders;

/// <summary>The files that a call of <c>index</c> means.</summary>
/// <param name="Files">Absolute paths, each once, folder by folder in ordinal order.</param>
/// <param name="Roots">The folders that were named, and those of files that were named.</param>
/// <param name="Unreadable">Folders that could not be listed, with the reason.</param>
internal sealed record PictureFiles(
    IReadOnlyList<string> Files, IReadOnlyList<string> Roots, IReadOnlyList<(string Folder, string Reason)> Unreadable)
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".webp"];

    /// <summary>
    /// Finds pictures by extension in folders and below; a file that is named itself is taken whatever it is called, and judged by its
    /// content later. Linked folders are not entered: they may lead in circles.
    /// </summary>
    /// <param name="paths">Files and folders as given.</param>
    /// <param name="excluded">Absolute path of a folder that is left out: the index itself.</param>
    /// <exception cref="UsageException">A path does not exist.</exception>
    public static PictureFiles Find(IEnumerable<string> paths, string excluded)
    {
        var (files, roots, unreadable) = (new List<string>(), new List<string>(), new List<(string, string)>());
        foreach (var path in paths.Select(Path.GetFullPath))
        {
            if (Directory.Exists(path))
            {
                roots.Add(Path.TrimEndingDirectorySeparator(path));
                AddBelow(new DirectoryInfo(path), excluded, files, unreadable);
            }
            else if (File.Exists(path))
            {
                roots.Add(Path.GetDirectoryName(path)!);
                files.Add(path);
            }
            else
            {
                throw new UsageException($"There is no file or folder '{path}'.");
            }
        }

        return new PictureFiles(
            [.. files.Distinct(StringComparer.Ordinal)], [.. roots.Distinct(StringComparer.Ordinal)], unreadable);
    }

    private static void AddBelow(DirectoryInfo root, string excluded, List<string> files, List<(string, string)> unreadable)
    {
        var open = new Stack<DirectoryInfo>([root]);
        while (open.TryPop(out var folder))
        {
            try
            {
                files.AddRange(folder.EnumerateFiles()
                    .Where(file => Extensions.Contains(file.Extension, StringComparer.OrdinalIgnoreCase))
                    .Select(file => file.FullName).Order(StringComparer.Ordinal));
                foreach (var below in folder.EnumerateDirectories().OrderByDescending(below => below.Name, StringComparer.Ordinal))
                    if (below.LinkTarget is null && below.FullName != excluded)
                        open.Push(below);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                unreadable.Add((folder.FullName, e.Message));
            }
        }
    }
}
