namespace Indexing.Dashboards.Tests.Configuration;

/// <summary>deploy/CONFIGURATION.md is what the option types say.</summary>
public sealed class ConfigurationTableTests
{
    /// <summary>Set to 1, the test writes the tables instead of comparing them; what stands above them is kept.</summary>
    private const string Renew = "RENEW_CONFIGURATION";

    private const string FirstTable = "\n## Access\n";

    [Fact]
    public void Page_OfTheRepository_IsWhatTheOptionsSay()
    {
        var path = DeployedFiles.PathOf("CONFIGURATION.md");
        var page = File.ReadAllText(path);
        var expected = ConfigurationTable.Render(page.Split(FirstTable)[0]);
        if (Environment.GetEnvironmentVariable(Renew) == "1")
            File.WriteAllText(path, page = expected);

        Assert.True(page == expected, $"{path} is not what the option types say: run this test with {Renew}=1 and commit the page.");
    }

    [Fact]
    public void Section_OfAnyHost_IsDescribed() => Assert.Empty(ConfigurationTable.Undescribed);

    [Fact]
    public void Introduction_OfThePage_NamesEveryConnectionString()
    {
        var introduction = File.ReadAllText(DeployedFiles.PathOf("CONFIGURATION.md")).Split(FirstTable)[0];

        Assert.All(
            ["rabbitmq", "qdrant", "blobs"],
            name => Assert.Contains($"`ConnectionStrings__{name}`", introduction, StringComparison.Ordinal));
    }
}
