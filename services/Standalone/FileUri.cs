namespace Indexing.Standalone;

/// <summary>Addresses of local files.</summary>
internal static class FileUri
{
    /// <summary>
    /// The <c>file:</c> address of an absolute path. <see cref="Uri"/> itself would take a backslash, which is a letter like any other in a
    /// Linux file name, for a separator.
    /// </summary>
    public static string From(string path) => "file://" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
