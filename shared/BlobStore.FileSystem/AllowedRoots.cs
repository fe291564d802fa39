namespace Indexing.BlobStore.FileSystem;

/// <summary>The directories below which files may be read.</summary>
internal sealed class AllowedRoots
{
    private readonly string[] _written;

    internal AllowedRoots(IEnumerable<string> roots) =>
        _written = [.. roots.Select(root => Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)))];

    /// <summary>Whether a canonical path lies below a root, whose own links are resolved now: a mounted volume may have moved.</summary>
    internal bool Contain(string canonicalPath)
    {
        foreach (var root in _written)
        {
            if (LinuxFile.Resolve(root, out _) is { } canonical && IsBelow(canonicalPath, canonical)) return true;
        }
        return false;
    }

    /// <summary>The root under which a path that does not exist was meant to lie, as written or resolved.</summary>
    internal string? FindFor(string missingPath)
    {
        var path = Path.GetFullPath(missingPath);
        foreach (var root in _written)
        {
            if (IsBelow(path, root) || (LinuxFile.Resolve(root, out _) is { } canonical && IsBelow(path, canonical))) return root;
        }
        return null;
    }

    /// <summary>A root that does not exist now, as written.</summary>
    internal string? FindMissing() => Array.Find(_written, root => !Directory.Exists(root));

    private static bool IsBelow(string path, string root) =>
        path.Length > root.Length && path.StartsWith(root, StringComparison.Ordinal) && (path[root.Length] == '/' || root.EndsWith('/'));
}
