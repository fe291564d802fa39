namespace Indexing.Architecture.Tests;

/// <summary>Who may know whom; the picture stands in shared/README.md.</summary>
public sealed class DependencyRuleTests
{
    private static readonly string[] Ports = ["BlobStore", "VectorStore"];
    private static readonly string[] Foundation = ["Contracts", "Vision", .. Ports];
    private static readonly string[] Features = ["Ingest", "Search"];
    private static readonly string[] Transports = ["Ingest.RabbitMq"];
    private static readonly string[] Hosts = ["Worker", "Query", "Standalone"];

    [Fact]
    public void Projects_OfTheTree_AreAllFound()
    {
        string[] expected =
        [
            .. Foundation, .. Features, .. Transports, .. Hosts, "NativeRuntimes", "Access", "Client", "Generations", "Telemetry",
            "VectorStore.Sqlite", "VectorStore.Qdrant", "BlobStore.FileSystem", "BlobStore.AzureBlob", "BlobStore.Http",
        ];

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
    public void Transport_ReferencesItsFeatureAndTheFoundation() => AssertAll(
        Product().Where(project => Transports.Contains(project.Name)),
        project => project.Projects.Except([.. Foundation, project.Name.Split('.')[0]]));

    [Fact]
    public void Telemetry_ReferencesNoProjectOfOurs() => AssertAll(
        Product().Where(project => project.Name == "Telemetry"), project => project.Projects);

    [Fact]
    public void Access_ReferencesContractsOnly() => AssertAll(
        Product().Where(project => project.Name == "Access"), project => project.Projects.Except(["Contracts"]));

    [Fact]
    public void Generations_ReferencesItsPortOnly() => AssertAll(
        Product().Where(project => project.Name == "Generations"), project => project.Projects.Except(["VectorStore"]));

    [Fact]
    public void Client_ReferencesContractsAndNoPackage() => AssertAll(
        Product().Where(project => project.Name == "Client"), project => [.. project.Projects.Except(["Contracts"]), .. project.Packages]);

    [Fact]
    public void TransportsAdaptersAccessGenerationsAndTelemetry_AreChosenByHostsOnly() => AssertAll(
        Product().Where(project => !Hosts.Contains(project.Name)),
        project => project.Projects.Where(name =>
            name is "Access" or "Generations" or "Telemetry" || Transports.Contains(name)
            || Ports.Any(port => name.StartsWith(port + ".", StringComparison.Ordinal))));

    [Fact]
    public void Host_IsReferencedByNoProduct() => AssertAll(Product(), project => project.Projects.Intersect(Hosts));

    [Fact]
    public void MassTransit_AppearsInIngestAndHostsOnly() => AssertPackage("MassTransit", [.. Hosts, .. Transports, "Ingest"]);

    [Fact]
    public void RabbitMq_AppearsInItsTransportOnly() => AssertPackage("MassTransit.RabbitMQ", [.. Transports]);

    [Fact]
    public void AzureSdk_AppearsInItsAdapterOnly() => AssertPackage("Azure.", ["BlobStore.AzureBlob"]);

    [Fact]
    public void OpenTelemetry_AppearsInTelemetryOnly() => AssertPackage("OpenTelemetry", ["Telemetry"]);

    [Fact]
    public void AspNetCore_AppearsInFeaturesAccessTelemetryAndHostsOnly() =>
        AssertPackage("Microsoft.AspNetCore", [.. Hosts, .. Features, .. Transports, "Access", "Telemetry"]);

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
        Repository.Projects.Where(project =>
            project.Path.StartsWith("shared/", StringComparison.Ordinal) || project.Path.StartsWith("services/", StringComparison.Ordinal));

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
