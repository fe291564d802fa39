using System.Diagnostics;
using Indexing.TestSupport.Servers;

namespace Indexing.Deploy.Tests;

/// <summary>What <c>deploy/compose/make-secrets.sh</c> makes.</summary>
internal static class SecretFiles
{
    /// <summary>Where the services see them.</summary>
    public const string Mount = "/run/secrets/";

    private static readonly Lazy<IReadOnlySet<string>> Made = new(Make);

    /// <summary>Files and folders, by the paths under which the services see them.</summary>
    public static IReadOnlySet<string> Names => Made.Value;

    private static HashSet<string> Make()
    {
        var folder = Directory.CreateTempSubdirectory("indexing-secrets-").FullName;
        try
        {
            using var run = Process.Start("bash", [Checkout.File("deploy/compose/make-secrets.sh"), folder]);
            run.WaitForExit();
            Assert.Equal(0, run.ExitCode);
            return [.. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
                .Select(path => Mount + Path.GetRelativePath(folder, path))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
