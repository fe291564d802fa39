using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Indexing.Telemetry.Prometheus;

/// <summary>
/// The metrics of the process as Prometheus text, aggregated by the OpenTelemetry SDK. OpenTelemetry's own exporter package has never left
/// its pre-release; the format is small. Safe for concurrent use.
/// </summary>
/// <remarks>
/// Not marked as a pull exporter: what that mark asks for is internal to the SDK, and a manual <c>Collect</c> needs none of it.
/// </remarks>
internal sealed class PrometheusExporter : BaseExporter<Metric>
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private const int CollectMilliseconds = 5000;
    private readonly Lock _scraping = new();
    private volatile string _text = "";

    public PrometheusExporter() =>
        Reader = new BaseExportingMetricReader(this) { TemporalityPreference = MetricReaderTemporalityPreference.Cumulative };

    /// <summary>Belongs to the meter provider, which disposes it.</summary>
    public MetricReader Reader { get; }

    /// <summary>Collects now.</summary>
    public string Scrape()
    {
        lock (_scraping)
        {
            Reader.Collect(CollectMilliseconds);
            return _text;
        }
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        var text = new PrometheusText();
        if (ParentProvider?.GetResource() is { } resource)
            text.AddTarget(resource);
        foreach (var metric in batch)
            text.Add(metric);
        _text = text.ToString();
        return ExportResult.Success;
    }
}
