namespace Indexing.Benchmarks.Scale.Model;

/// <summary>How a worker process is set up; <see cref="Default"/> as the product does it by itself.</summary>
/// <param name="VisibleCores">Cores that the process may use: what limits decoders and network calls.</param>
/// <param name="Core">The one core that it is bound to, or <see cref="Cores.Any"/>.</param>
/// <param name="InHand">Pictures worked on at a time (Ingest:Parallel).</param>
/// <param name="Prefetch">Messages held unacknowledged (RabbitMq:Prefetch).</param>
internal sealed record WorkerSettings(int VisibleCores, int Core, int InHand, int Prefetch)
{
    /// <summary>Twice the cores in hand, two messages more held.</summary>
    public static WorkerSettings Default(int visibleCores, int core = Cores.Any) =>
        new(visibleCores, core, 2 * visibleCores, (2 * visibleCores) + 2);
}
