using System.Runtime.CompilerServices;

namespace Indexing.TestSupport.Servers;

/// <summary>The checkout that the tests were built from, wherever their output lies.</summary>
public static class Checkout
{
    /// <summary>Its root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file of it, by its path from the root.</summary>
    public static string File(string relative) => Path.Combine(Root, relative);

    private static string FindRoot([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
