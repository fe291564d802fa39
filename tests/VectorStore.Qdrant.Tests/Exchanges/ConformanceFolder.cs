using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Indexing.VectorStore.Qdrant.Tests.Exchanges;

/// <summary>Where exchanges lie in the source tree.</summary>
internal static partial class ConformanceFolder
{
    /// <summary>The folder of the test project.</summary>
    public static string Project { get; } = ProjectFolder();

    public static string Root { get; } = Path.Combine(Project, "exchanges");

    /// <summary>The folder of the running test; cases of a theory have one each.</summary>
    public static string OfThisTest(string suite)
    {
        string name = TestContext.Current.Test?.TestDisplayName ?? throw new InvalidOperationException("No test runs.");
        name = name[(LastDot(name) + 1)..];
        return Path.Combine(Root, suite, Unsafe().Replace(name, ".").Trim('.'));
    }

    /// <summary>Before the arguments of a theory, which may contain dots.</summary>
    private static int LastDot(string name)
    {
        int arguments = name.IndexOf('(', StringComparison.Ordinal);
        return name.LastIndexOf('.', arguments < 0 ? name.Length - 1 : arguments);
    }

    private static string ProjectFolder([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, ".."));

    [GeneratedRegex("[^A-Za-z0-9_-]+")]
    private static partial Regex Unsafe();
}
