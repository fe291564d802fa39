using Indexing.VectorStore.Sqlite.Database;

namespace Indexing.VectorStore.Sqlite.Backup;

/// <summary>What lies in the folder of an index, from the view of who copies it.</summary>
internal sealed class IndexFolder(string directory)
{
    /// <summary>Names the active generation; absent: it is the first.</summary>
    public const string PointerFile = "generations.json";

    private const string FirstGeneration = "1";
    private const string GenerationsFolder = "generations";

    public string Directory { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));

    /// <summary>The text of <see cref="PointerFile"/>.</summary>
    public string? ReadPointer()
    {
        string path = Path.Combine(Directory, PointerFile);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    /// <summary>Every generation that has a database: its name, and its folder relative to the index with <c>/</c> behind it.</summary>
    public IReadOnlyList<(string Name, string Prefix)> Generations()
    {
        var generations = new List<(string, string)>();
        if (HasDatabase(""))
            generations.Add((FirstGeneration, ""));
        string below = Path.Combine(Directory, GenerationsFolder);
        if (!System.IO.Directory.Exists(below))
            return generations;
        foreach (string name in System.IO.Directory.EnumerateDirectories(below).Select(path => Path.GetFileName(path)!).Order())
            if (HasDatabase(PrefixOf(name)))
                generations.Add((name, PrefixOf(name)));
        return generations;
    }

    public StoreFiles FilesOf(string prefix) => new(Path.Combine(Directory, prefix));

    /// <summary>
    /// Files beside the databases, with their state, by path with <c>/</c> between its parts: pictures that were sent inline, the list
    /// of folders. Not what is derived or belongs to running processes.
    /// </summary>
    public SortedDictionary<string, (long Bytes, DateTime Written)> OtherFiles()
    {
        var files = new SortedDictionary<string, (long, DateTime)>(StringComparer.Ordinal);
        var prefixes = Generations().Select(static generation => generation.Prefix).ToList();
        foreach (FileInfo file in new DirectoryInfo(Directory).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            string path = Path.GetRelativePath(Directory, file.FullName).Replace('\\', '/');
            string owner = prefixes.FindLast(prefix => path.StartsWith(prefix, StringComparison.Ordinal)) ?? "";
            if (path != PointerFile && !IsOfTheStore(path[owner.Length..]) && file.Exists)
                files[path] = (file.Length, file.LastWriteTimeUtc);
        }
        return files;
    }

    /// <summary>Whether a file is part of some generation but the first, which lies among the files of the index.</summary>
    public static bool IsOfGeneration(string path) => path.StartsWith(GenerationsFolder + "/", StringComparison.Ordinal);

    private static string PrefixOf(string name) => $"{GenerationsFolder}/{name}/";

    private bool HasDatabase(string prefix) => File.Exists(FilesOf(prefix).Database);

    /// <summary>Databases are copied in their own way; segments are derived; locks and unfinished uploads mean nothing to others.</summary>
    private static bool IsOfTheStore(string path) =>
        path is "index.db" or "index.db-wal" or "index.db-shm" or "index.db-journal" or "maintenance.lock"
            or "generations.lock" or "generations.json.next"
        || path.StartsWith("segments/", StringComparison.Ordinal)
        || path.EndsWith(".tmp", StringComparison.Ordinal);
}
