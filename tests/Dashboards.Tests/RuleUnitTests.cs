namespace Indexing.Dashboards.Tests;

/// <summary>The rules alone, with promtool.</summary>
public sealed class RuleUnitTests
{
    [Fact]
    public async Task Rules_Checked_AreValidAndFireWhenTheyShould()
    {
        var (exitCode, output) = await DeployedFiles.RunAsync(DeployedFiles.PathOf("scripts/prometheus.sh"), "check");

        Assert.True(exitCode == 0, output);
    }
}
