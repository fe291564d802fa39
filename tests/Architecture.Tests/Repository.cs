using System.Xml.Linq;

namespace Indexing.Architecture.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every product and test project: its name without the prefix, its path and what it references.</summary>
    public static IReadOnlyList<Project> Projects { get; } =
        [.. SourceFiles(".csproj").Select(Project.Read).OrderBy(project => project.Name, StringComparer.Ordinal)];

    /// <summary>Files that people wrote: no build output, no fetched packages, no training runs.</summary>
    public static IEnumerable<string> SourceFiles(string extension, string below = "")
    {
        string[] foreign = ["bin", "obj", "node_modules", "runs", ".git", "artifacts"];
        var pending = new Stack<string>([Path.Combine(Root, below)]);
        while (pending.TryPop(out var directory))
        {
            foreach (var child in Directory.EnumerateDirectories(directory))
                if (!foreign.Contains(Path.GetFileName(child)))
                    pending.Push(child);
            foreach (var file in Directory.EnumerateFiles(directory, "*" + extension))
                yield return file;
        }
    }

    public static string Relative(string path) => Path.GetRelativePath(Root, path);

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Indexing.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? SourceRoot();
    }

    /// <summary>Built with an output folder elsewhere: fall back on where this file was compiled.</summary>
    private static string SourceRoot([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));

    internal sealed record Project(string Name, string Path, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages)
    {
        public static Project Read(string path)
        {
            var xml = XDocument.Load(path);
            return new Project(
                NameOf(path),
                Relative(path),
                [.. Includes(xml, "ProjectReference").Select(NameOf)],
                [.. Includes(xml, "PackageReference"), .. Includes(xml, "FrameworkReference")]);
        }

        private static IEnumerable<string> Includes(XDocument xml, string item) =>
            xml.Descendants(item).Select(element => element.Attribute("Include")!.Value);

        private static string NameOf(string path) =>
            System.IO.Path.GetFileNameWithoutExtension(path.Replace('\\', '/')).Replace("Indexing.", "", StringComparison.Ordinal);
    }
}
