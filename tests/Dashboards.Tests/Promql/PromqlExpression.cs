namespace Indexing.Dashboards.Tests.Promql;

/// <summary>What an expression reads and how it groups.</summary>
internal sealed class PromqlExpression
{
    /// <summary>Every metric that is read, in order.</summary>
    public List<PromqlSelector> Selectors { get; } = [];

    /// <summary>Labels of <c>by</c>, <c>on</c> and the like, with the metrics that they group or match.</summary>
    public List<(string Label, IReadOnlyList<PromqlSelector> Of)> Groupings { get; } = [];

    /// <summary>Arguments of <c>histogram_quantile</c>: the metrics and the labels that are left of them.</summary>
    public List<(IReadOnlyList<PromqlSelector> Of, IReadOnlyList<string> Labels)> Quantiles { get; } = [];

    /// <exception cref="FormatException">It is no PromQL, or uses what no dashboard of ours needs.</exception>
    public static PromqlExpression Parse(string text) => new PromqlParser(text).Parse();
}
