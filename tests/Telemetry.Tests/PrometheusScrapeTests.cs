namespace Indexing.Telemetry.Tests;

/// <summary>The reader that the other tests rely on refuses what Prometheus refuses.</summary>
public sealed class PrometheusScrapeTests
{
    [Theory]
    [InlineData("# TYPE a counter\na 1")]
    [InlineData("# TYPE a counter\na{x=\"1\",x=\"2\"} 1\n")]
    [InlineData("# TYPE a counter\na{x=\"1\n")]
    [InlineData("# TYPE a counter\na{x=\"\\t\"} 1\n")]
    [InlineData("# TYPE a counter\na 1\na 2\n")]
    [InlineData("# TYPE a counter\na 1\n# TYPE b counter\nb 1\n# TYPE a counter\n")]
    [InlineData("# TYPE a counter\nb 1\n")]
    [InlineData("# TYPE a summary\na 1\n")]
    [InlineData("# TYPE a-b counter\na-b 1\n")]
    [InlineData("# TYPE a counter\na one\n")]
    [InlineData("# TYPE a histogram\na_bucket{le=\"1\"} 1\na_sum 1\na_count 1\n")]
    [InlineData("# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n")]
    [InlineData("# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 2\n")]
    public void Parse_WrongText_IsRefused(string text) => Assert.Throws<FormatException>(() => PrometheusScrape.Parse(text));
}
