namespace Indexing.Standalone;

/// <summary>
/// The folder of an index: the store's files, the pictures that were sent inline, and the list of folders that were indexed.
/// Several processes may use it at once; the list only grows, one appended line at a time.
/// </summary>
internal sealed record IndexDirectory
{
    /// <summary>Where the index lies unless <c>--index</c> says otherwise.</summary>
    public const string Default = "./.indexing";

    /// <summary>Names the folder; nothing is created.</summary>
    public IndexDirectory(string path) => Path = System.IO.Path.GetFullPath(path);

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>Where pictures that were sent inline are kept.</summary>
    public string Inline => System.IO.Path.Combine(Path, "inline");

    private string FoldersFile => System.IO.Path.Combine(Path, "folders.txt");

    /// <summary>Fails when there is no index: a search must not create one by a typing mistake.</summary>
    /// <exception cref="UsageException">There is no such folder.</exception>
    public IndexDirectory MustExist() => Directory.Exists(Path)
        ? this
        : throw new UsageException($"There is no index at '{Path}'. Make one with: indexing index FOLDER --index {Path}");

    /// <summary>Remembers folders whose pictures may be read again, to show them.</summary>
    public void Remember(IReadOnlyCollection<string> folders)
    {
        Directory.CreateDirectory(Path);
        var added = folders.Except(ReadFolders(), StringComparer.Ordinal).ToList();
        if (added.Count > 0)
            File.AppendAllText(FoldersFile, string.Concat(added.Select(folder => folder + "\n")));
    }

    /// <summary>Every folder that pictures of this index may be read from and that is there now, the inline pictures' among them.</summary>
    public IReadOnlyList<string> ReadableFolders() => [Inline, .. ReadFolders().Where(Directory.Exists)];

    private string[] ReadFolders() =>
        File.Exists(FoldersFile) ? [.. File.ReadLines(FoldersFile).Where(line => line.Length > 0).Distinct(StringComparer.Ordinal)] : [];
}
