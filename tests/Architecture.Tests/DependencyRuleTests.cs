namespace Indexing.Architecture.Tests;

/// <summary>Who may know whom; the picture stands in shared/README.md.</summary>
public sealed class DependencyRuleTests
{
    private static readonly string[] Ports = ["BlobStore", "VectorStore"];
    private static readonly string[] Foundation = ["Contracts", "Vision", .. Ports];
    private static readonly string[] Features = ["Ingest", "Search"];
    private static readonly string[] Hosts = ["Worker", "Query", "Standalone"];

    [Fact]
    public void Projects_OfTheTree_AreAllFound()
    {
        string[] expected = [.. Foundation, .. Features, "NativeRuntimes", "Standalone", "VectorStore.Sqlite", "BlobStore.FileSystem"];

        Assert.Empty(expected.Except(Repository.Projects.Select(project => project.Name)));
    }

    [Fact]
    public void Foundation_ReferencesNoProjectOfOurs() => AssertAll(
        Product().Where(project => Foundation.Contains(project.Name)),
        project => project.Projects.Except(project.Name == "Vision" ? ["NativeRuntimes"] : []));

    [Fact]
    public void Contracts_ReferencesNoPackage() => Assert.Empty(Product().Single(project => project.Name == "Contracts").Packages);

    [Fact]
    public void Adapter_ReferencesItsPortAndNothingElse() => AssertAll(
        Product().Where(project => Ports.Any(port => project.Name.StartsWith(port + ".", StringComparison.Ordinal))),
        project => project.Projects.Except([project.Name.Split('.')[0], "NativeRuntimes"]));

    [Fact]
    public void Feature_ReferencesTheFoundationOnly() => AssertAll(
        Product().Where(project => Features.Contains(project.Name)),
        project => project.Projects.Except(Foundation));

    [Fact]
    public void Host_IsReferencedByNoProduct() => AssertAll(Product(), project => project.Projects.Intersect(Hosts));

    [Fact]
    public void MassTransit_AppearsInIngestAndHostsOnly() => AssertPackage("MassTransit", [.. Hosts, "Ingest"]);

    [Fact]
    public void AspNetCore_AppearsInFeaturesTelemetryAndHostsOnly() =>
        AssertPackage("Microsoft.AspNetCore", [.. Hosts, .. Features, "Telemetry"]);

    [Fact]
    public void Sqlite_AppearsInItsAdapterOnly() => AssertPackage("Microsoft.Data.Sqlite", ["VectorStore.Sqlite"]);

    [Fact]
    public void OnnxRuntime_AppearsInVisionOnly()
    {
        var users = Repository.SourceFiles(".cs", "shared").Concat(Repository.SourceFiles(".cs", "services"))
            .Where(file => File.ReadAllText(file).Contains("using Microsoft.ML.OnnxRuntime", StringComparison.Ordinal))
            .Select(Repository.Relative);

        Assert.Empty(users.Where(file => !file.StartsWith("shared/Vision/", StringComparison.Ordinal)));
    }

    private static IEnumerable<Repository.Project> Product() =>
        Repository.Projects.Where(project => !project.Path.StartsWith("tests/", StringComparison.Ordinal));

    private static void AssertAll(IEnumerable<Repository.Project> projects, Func<Repository.Project, IEnumerable<string>> forbidden)
    {
        var checkedProjects = projects.ToList();
        Assert.NotEmpty(checkedProjects);
        Assert.Empty(checkedProjects.SelectMany(project => forbidden(project).Select(name => $"{project.Name} -> {name}")));
    }

    private static void AssertPackage(string prefix, string[] allowed)
    {
        var users = Product()
            .Where(project => project.Packages.Any(package => package.StartsWith(prefix, StringComparison.Ordinal))).ToList();
        Assert.NotEmpty(users);
        Assert.Empty(users.Select(project => project.Name).Except(allowed));
    }
}
