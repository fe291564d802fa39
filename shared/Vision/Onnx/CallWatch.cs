using System.Diagnostics;

namespace Indexing.Vision.Onnx;

/// <summary>Measures the parts of one call of a network, one after the other.</summary>
internal struct CallWatch
{
    private static readonly KeyValuePair<string, object?> Prepare = new("part", "prepare");
    private static readonly KeyValuePair<string, object?> Run = new("part", "run");
    private static readonly KeyValuePair<string, object?> Read = new("part", "read");

    private readonly KeyValuePair<string, object?> _network;
    private long _since;

    private CallWatch(string network) => (_network, _since) = (new("network", network), Stopwatch.GetTimestamp());

    public static CallWatch Start(string network) => new(network);

    public void Prepared() => Record(Prepare);

    public void HasRun() => Record(Run);

    public void HasRead() => Record(Read);

    private void Record(KeyValuePair<string, object?> part)
    {
        var now = Stopwatch.GetTimestamp();
        VisionTelemetry.CallDuration.Record(Stopwatch.GetElapsedTime(_since, now).TotalSeconds, _network, part);
        _since = now;
    }
}
