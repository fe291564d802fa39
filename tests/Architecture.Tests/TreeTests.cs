namespace Indexing.Architecture.Tests;

/// <summary>The tree tells what the system is.</summary>
public sealed class TreeTests
{
    [Fact]
    public void TopLevel_HoldsTheFixedFoldersAndPlumbingOnly()
    {
        string[] allowed =
        [
            "services", "shared", "tests", "deploy", "helm", "README.md", "Indexing.sln",
            "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "BannedSymbols.txt", "global.json",
            "nuget.config",
            ".editorconfig", ".gitattributes", ".gitignore", ".dockerignore", ".ci", ".git", "LICENSE", "CONTRIBUTING.md",
            // What builds and commands leave behind; ignored by git.
            "bin", "obj", "artifacts", "TestResults", "demo-output", ".indexing", ".run",
        ];

        var entries = Directory.EnumerateFileSystemEntries(Repository.Root).Select(entry => Path.GetFileName(entry)!);

        Assert.Empty(entries.Except(allowed));
    }

    [Theory]
    [InlineData("services")]
    [InlineData("shared")]
    [InlineData("tests")]
    [InlineData("deploy")]
    [InlineData("helm")]
    public void TopLevelFolder_HasAReadme(string folder) =>
        Assert.True(File.Exists(Path.Combine(Repository.Root, folder, "README.md")), $"{folder}/README.md is missing.");

    [Fact]
    public void Solution_ListsEveryProject()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Indexing.sln")).Replace('\\', '/');

        Assert.Empty(Repository.Projects.Select(project => project.Path).Where(path => !solution.Contains(path, StringComparison.Ordinal)));
    }

    [Fact]
    public void Weights_OfAllPacks_StayWithinFortyMegabytes()
    {
        var bytes = Repository.SourceFiles(".onnx", "shared/models").Sum(file => new FileInfo(file).Length);

        Assert.InRange(bytes, 1, 40_000_000);
    }

    [Fact]
    public void Training_ImportsNothingOfDotNet() => Assert.Empty(
        Repository.SourceFiles(".py", "shared/training")
            .Where(file => File.ReadAllText(file).Contains("import clr", StringComparison.Ordinal)));
}
