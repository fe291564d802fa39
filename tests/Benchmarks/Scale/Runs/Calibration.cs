using System.Text.Json;
using Indexing.Benchmarks.Scale.Model;

namespace Indexing.Benchmarks.Scale.Runs;

/// <summary>What the model is driven by; from one picture in hand at a time, never from the speed of a worker with more.</summary>
internal sealed record Calibration
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = false };

    /// <summary>Processor, cores, system, commit.</summary>
    public required string Machine { get; init; }

    /// <summary>Cores of the machine.</summary>
    public required int Cores { get; init; }

    /// <summary>What each picture cost with one core busy.</summary>
    public required IReadOnlyList<PictureCost> Pictures { get; init; }

    /// <summary>What all cores busy add.</summary>
    public required StageSlowdown Slowdown { get; init; }

    /// <summary>The broker's part.</summary>
    public required BrokerCost Broker { get; init; }

    /// <summary>Seconds from the announcement until an idle worker takes the picture in hand.</summary>
    public required double DeliverySeconds { get; init; }

    /// <summary>Words of a picture on average.</summary>
    public required double WordsPerPicture { get; init; }

    /// <summary>Seconds for each picture in which decoder and networks did not run although nothing kept them waiting but others.</summary>
    public required double InterruptedSeconds { get; init; }

    /// <summary>Scenario of this machine.</summary>
    public Scenario Here => new()
    {
        Pictures = Pictures,
        Slowdown = Slowdown,
        Broker = Broker,
        DeliverySeconds = DeliverySeconds,
        Cores = Cores,
    };

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static Calibration Read(string path)
    {
        using var file = File.OpenRead(path);
        return JsonSerializer.Deserialize<Calibration>(file, Form) ?? throw new InvalidDataException($"{path} is empty.");
    }

    /// <summary>Writes it as JSON; nothing in it tells which pictures they were.</summary>
    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Form));
}
