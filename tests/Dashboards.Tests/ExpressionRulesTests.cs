namespace Indexing.Dashboards.Tests;

/// <summary>The rules that the dashboards are held to see every kind of mistake.</summary>
public sealed class ExpressionRulesTests
{
    private static readonly MetricCatalogue Catalogue = new(
        [
            new() { ["__name__"] = "pictures_total", ["reason"] = "lost", ["instance"] = "a" },
            new() { ["__name__"] = "depth", ["queue"] = "bulk", ["instance"] = "a" },
            new() { ["__name__"] = "wait_seconds_bucket", ["le"] = "0.5", ["queue"] = "bulk" },
            new() { ["__name__"] = "wait_seconds_count", ["queue"] = "bulk" },
        ],
        new Dictionary<string, string> { ["pictures_total"] = "counter", ["depth"] = "gauge", ["wait_seconds"] = "histogram" });

    [Theory]
    [InlineData("sum by (reason) (rate(pictures_total[5m])) > 0.5 and on() vector(1) unless depth offset 1h == 3e2")]
    [InlineData("""histogram_quantile(0.95, sum by (le, queue) (rate(wait_seconds_bucket{queue=~"b.*", instance!="x"}[5m])))""")]
    [InlineData("""1 - sum(rate(wait_seconds_bucket{le="0.5"}[1h30m])) / sum(rate(wait_seconds_count[5m]))""")]
    [InlineData("""absent(depth{queue="bulk"} == 1) or -max(depth) by (queue) # the rest is for people""")]
    public void Mistakes_RightExpression_AreNone(string expression) => Assert.Empty(ExpressionRules.Mistakes(expression, Catalogue));

    [Theory]
    [InlineData("sum(rate(picture_total[5m]))", "there is no metric picture_total")]
    [InlineData("depth{lane=\"bulk\"}", "depth has no label lane")]
    [InlineData("sum by (why) (rate(pictures_total[5m]))", "no metric that is grouped has the label why")]
    [InlineData("depth > on(queue) group_left(size) depth", "no metric that is grouped has the label size")]
    [InlineData("depth{queue=\"bulky\"}", "no series is depth")]
    [InlineData("depth{queue=~\"bul\"}", "no series is depth")]
    [InlineData("rate(depth[5m])", "rate of depth, which is a gauge")]
    [InlineData("histogram_quantile(0.5, sum by (queue) (rate(wait_seconds_bucket[5m])))", "histogram_quantile needs buckets")]
    [InlineData("histogram_quantile(0.5, sum by (le) (rate(pictures_total[5m])))", "histogram_quantile needs buckets grouped by le")]
    [InlineData("sum(rate(wait_seconds_bucket[5m]))", "wait_seconds_bucket is added up without le")]
    public void Mistakes_WrongExpression_AreNamed(string expression, string mistake) =>
        Assert.Contains(ExpressionRules.Mistakes(expression, Catalogue), found => found.StartsWith(mistake, StringComparison.Ordinal));

    [Theory]
    [InlineData("sum(depth")]
    [InlineData("depth{queue=bulk}")]
    [InlineData("depth[5]")]
    [InlineData("depth ? 1")]
    [InlineData("depth depth")]
    public void Mistakes_NoPromql_Throws(string expression) =>
        Assert.Throws<FormatException>(() => ExpressionRules.Mistakes(expression, Catalogue));
}
