using System.Diagnostics.Metrics;

namespace Indexing.Standalone.Checking;

/// <summary>Adds up what the program's own instruments say of its stages, while it exists. Safe for concurrent use.</summary>
internal sealed class StageTimes : IDisposable
{
    private static readonly string[] Instruments = ["indexing.stage.duration", "indexing.inference.duration"];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, TimeSpan> _total = [];
    private readonly MeterListener _listener;

    public StageTimes()
    {
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (Instruments.Contains(instrument.Name))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) => Add(tags, seconds));
        _listener.Start();
    }

    /// <summary>Milliseconds of a stage so far: the value of the tag <c>stage</c>, or <c>network part</c>.</summary>
    public double Milliseconds(string stage)
    {
        lock (_lock)
            return _total.GetValueOrDefault(stage).TotalMilliseconds;
    }

    public void Dispose() => _listener.Dispose();

    private void Add(ReadOnlySpan<KeyValuePair<string, object?>> tags, double seconds)
    {
        var name = tags.Length == 1 ? (string)tags[0].Value! : $"{tags[0].Value} {tags[1].Value}";
        lock (_lock)
            _total[name] = _total.GetValueOrDefault(name) + TimeSpan.FromSeconds(seconds);
    }
}
