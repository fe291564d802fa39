using Indexing.Dashboards.Tests.Promql;

namespace Indexing.Dashboards.Tests;

/// <summary>An expression reads what the system exports, and histograms and counters as they are meant.</summary>
internal static class ExpressionRules
{
    private static readonly string[] CounterFunctions = ["rate", "increase", "irate"];

    /// <summary>Labels that Prometheus itself gives every series of a target.</summary>
    private static readonly string[] TargetLabels = ["instance", "job"];

    /// <summary>What is wrong, in sentences.</summary>
    public static IReadOnlyList<string> Mistakes(string text, MetricCatalogue catalogue)
    {
        var expression = PromqlExpression.Parse(text);
        return
        [
            .. expression.Selectors.SelectMany(selector => Mistakes(selector, catalogue)),
            .. expression.Groupings.Where(group => !IsKnown(group.Label, group.Of, catalogue))
                .Select(group => $"no metric that is grouped has the label {group.Label}"),
            .. expression.Quantiles.Where(quantile => !quantile.Labels.Contains("le")
                    || quantile.Of.Any(metric => !metric.Name.EndsWith("_bucket", StringComparison.Ordinal)))
                .Select(quantile => $"histogram_quantile needs buckets grouped by le, not {quantile.Of[0].Name}"),
            .. expression.Selectors.Where(selector => IsLooseBucket(selector, expression))
                .Select(selector => $"{selector.Name} is added up without le"),
        ];
    }

    private static IEnumerable<string> Mistakes(PromqlSelector selector, MetricCatalogue catalogue)
    {
        if (!catalogue.Knows(selector.Name))
        {
            yield return $"there is no metric {selector.Name}";
            yield break;
        }

        foreach (var (label, _, _) in selector.Matchers.Where(matcher => !IsKnown(matcher.Label, [selector], catalogue)))
            yield return $"{selector.Name} has no label {label}";
        if (!catalogue.Matches(selector))
            yield return $"no series is {selector.Name}{{{string.Join(", ", selector.Matchers)}}}";
        var type = catalogue.TypeOf(selector.Name);
        if (CounterFunctions.Contains(selector.Function) && type is not ("counter" or "histogram"))
            yield return $"{selector.Function} of {selector.Name}, which is a {type}";
    }

    private static bool IsKnown(string label, IReadOnlyList<PromqlSelector> metrics, MetricCatalogue catalogue) =>
        TargetLabels.Contains(label) || metrics.Any(metric => catalogue.HasLabel(metric.Name, label));

    private static bool IsLooseBucket(PromqlSelector selector, PromqlExpression expression) =>
        selector.Name.EndsWith("_bucket", StringComparison.Ordinal)
        && selector.Matchers.All(matcher => matcher.Label != "le")
        && !expression.Groupings.Any(group => group.Label == "le" && group.Of.Contains(selector));
}
