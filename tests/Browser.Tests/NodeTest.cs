using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Indexing.Browser.Tests;

/// <summary>A call of <c>test(...)</c> in a file of tests.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Title">Its name, with the placeholders of a template: such a call makes several tests.</param>
internal sealed partial record NodeTest(string File, string Title)
{
    /// <summary>Where the tests, their packages and their settings lie.</summary>
    public static string Folder { get; } = FindFolder();

    public static IEnumerable<NodeTest> FindAll() =>
        from path in Directory.EnumerateFiles(Folder, "*.test.mjs").Order(StringComparer.Ordinal)
        from call in Call().Matches(System.IO.File.ReadAllText(path))
        select new NodeTest(Path.GetFileName(path), call.Groups["title"].Value);

    public bool Includes(NodeTestResult result) => result.File == File && Pattern().IsMatch(result.Name);

    private Regex Pattern() =>
        new($"^{string.Join(".+", Placeholder().Split(Title).Select(Regex.Escape))}$", RegexOptions.CultureInvariant);

    private static string FindFolder([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "Browser"));

    [GeneratedRegex("""^\s*test\((?<quote>["`])(?<title>.+?)\k<quote>, """, RegexOptions.Multiline)]
    private static partial Regex Call();

    [GeneratedRegex(@"\$\{[^}]+\}")]
    private static partial Regex Placeholder();
}
