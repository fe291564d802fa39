namespace Indexing.Dashboards.Tests.Promql;

/// <summary>A metric with its conditions, as it stands in an expression.</summary>
/// <param name="Name">Name of the metric; empty when only labels are given.</param>
/// <param name="Matchers">Conditions on labels: label, operator, value.</param>
/// <param name="Function">The function whose argument it is; empty for none.</param>
internal sealed record PromqlSelector(
    string Name, IReadOnlyList<(string Label, string Operator, string Value)> Matchers, string Function);
