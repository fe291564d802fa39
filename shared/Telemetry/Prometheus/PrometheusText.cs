using System.Globalization;
using System.Text;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Indexing.Telemetry.Prometheus;

/// <summary>
/// Writes one scrape in the text format 0.0.4. Samples are gathered by family, because the format wants each family in one piece and two
/// meters may have an instrument of the same name; the label <c>otel_scope_name</c> keeps their series apart.
/// </summary>
internal sealed class PrometheusText
{
    private readonly Dictionary<string, Family> _families = new(StringComparer.Ordinal);

    /// <summary>Adds <c>target_info</c>: the process as labels of a constant.</summary>
    public void AddTarget(Resource resource)
    {
        var labels = new PrometheusLabels();
        foreach (var (key, value) in resource.Attributes)
            labels.Add(key, value);
        Append(Of("target_info", "gauge", "The process that is measured.")!, "", labels, "1");
    }

    /// <summary>Adds all series of a metric; exponential histograms have no form in this format and are left out.</summary>
    public void Add(Metric metric)
    {
        if (TypeOf(metric.MetricType) is not { } type || Of(PrometheusName.Of(metric, type), type, metric.Description) is not { } family)
            return;
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var labels = new PrometheusLabels();
            labels.Add("otel.scope.name", metric.MeterName);
            foreach (var (key, value) in point.Tags)
                labels.Add(key, value);
            if (metric.MetricType == MetricType.Histogram)
                AppendHistogram(family, labels, point);
            else
                Append(family, "", labels, ValueOf(metric.MetricType, point));
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var family in _families.Values.Where(family => family.Samples.Length > 0))
        {
            if (family.Help.Length > 0)
                text.Append("# HELP ").Append(family.Name).Append(' ').Append(family.Help).Append('\n');
            text.Append("# TYPE ").Append(family.Name).Append(' ').Append(family.Type).Append('\n').Append(family.Samples);
        }

        return text.ToString();
    }

    private static string? TypeOf(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.Histogram => "histogram",
        MetricType.ExponentialHistogram => null,
        _ => "gauge",
    };

    /// <summary>The family of this name, or <see langword="null"/> when it exists with another type: the format allows one.</summary>
    private Family? Of(string name, string type, string description)
    {
        if (!_families.TryGetValue(name, out var family))
            _families.Add(name, family = new Family(name, type, EscapeHelp(description), new StringBuilder()));
        return family.Type == type ? family : null;
    }

    private static void AppendHistogram(Family family, PrometheusLabels labels, in MetricPoint point)
    {
        var cumulative = 0L;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            cumulative += bucket.BucketCount;
            if (!double.IsPositiveInfinity(bucket.ExplicitBound))
                Append(family, "_bucket", labels, Text(cumulative), Text(bucket.ExplicitBound));
        }

        // Written from the count, so that it stands there for a histogram without boundaries too.
        var count = Text(point.GetHistogramCount());
        Append(family, "_bucket", labels, count, "+Inf");
        Append(family, "_sum", labels, Text(point.GetHistogramSum()));
        Append(family, "_count", labels, count);
    }

    private static void Append(Family family, string suffix, PrometheusLabels labels, string value, string? upperBound = null)
    {
        family.Samples.Append(family.Name).Append(suffix);
        labels.AppendTo(family.Samples, upperBound);
        family.Samples.Append(' ').Append(value).Append('\n');
    }

    private static string ValueOf(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => Text(point.GetSumLong()),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => Text(point.GetSumDouble()),
        MetricType.LongGauge => Text(point.GetGaugeLastValueLong()),
        _ => Text(point.GetGaugeLastValueDouble()),
    };

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string EscapeHelp(string help) =>
        help.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);

    private sealed record Family(string Name, string Type, string Help, StringBuilder Samples);
}
