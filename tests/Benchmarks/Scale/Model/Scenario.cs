namespace Indexing.Benchmarks.Scale.Model;

/// <summary>Machines, workers and stores of one question to the model.</summary>
internal sealed record Scenario
{
    /// <summary>Default of <see cref="RemoteStorePlaces"/>.</summary>
    public const int DefaultStorePlaces = 64;

    /// <summary>What pictures cost; each picture of a run is drawn from these.</summary>
    public required IReadOnlyList<PictureCost> Pictures { get; init; }

    /// <summary>How busy cores slow each other down.</summary>
    public StageSlowdown Slowdown { get; init; } = StageSlowdown.None;

    /// <summary>The broker's processor time for each message on the workers' machine; all 0: it runs elsewhere.</summary>
    public BrokerCost Broker { get; init; } = BrokerCost.Elsewhere;

    /// <summary>Seconds from the announcement until the broker delivers to a worker that waits.</summary>
    public double DeliverySeconds { get; init; }

    /// <summary>Machines, all alike.</summary>
    public int Machines { get; init; } = 1;

    /// <summary>Cores of a machine.</summary>
    public int Cores { get; init; } = 1;

    /// <summary>Worker processes of a machine.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Whether each worker is bound to one core, the cores in turn.</summary>
    public bool IsBound { get; init; }

    /// <summary>Seconds of a request to a remote store; <see langword="null"/>: SQLite, all workers of a machine in one index.</summary>
    public double? RemoteStoreSeconds { get; init; }

    /// <summary>Requests that the remote store serves at a time.</summary>
    public int RemoteStorePlaces { get; init; } = DefaultStorePlaces;

    /// <summary>A GPU for each worker; <see langword="null"/>: networks on the cores.</summary>
    public GpuDescription? Gpu { get; init; }

    /// <summary>Pictures in hand; 0: as the product chooses by itself.</summary>
    public int InHand { get; init; }
}
