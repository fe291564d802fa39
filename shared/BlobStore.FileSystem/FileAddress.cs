namespace Indexing.BlobStore.FileSystem;

/// <summary>Local paths from <c>file:</c> addresses.</summary>
internal static class FileAddress
{
    /// <summary>
    /// The path, when the address is a plain local one. An encoded slash or NUL belongs to no file name; whoever writes one hopes that two
    /// programs read it differently.
    /// </summary>
    internal static bool TryGetPath(Uri uri, out string path)
    {
        path = "";
        var written = uri.OriginalString;
        if (uri.Host.Length > 0 || uri.IsUnc || uri.Query.Length > 0 || uri.Fragment.Length > 0) return false;
        if (written.Contains("%2f", StringComparison.OrdinalIgnoreCase) || written.Contains("%00", StringComparison.Ordinal)) return false;
        path = uri.LocalPath;
        return path.StartsWith('/') && !path.Contains('\0');
    }
}
