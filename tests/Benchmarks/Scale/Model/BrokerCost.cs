namespace Indexing.Benchmarks.Scale.Model;

/// <summary>Processor seconds of the broker for a message.</summary>
/// <param name="Publish">To take it in and confirm it.</param>
/// <param name="Deliver">To deliver it, take its event in and remove it when it is acknowledged.</param>
internal sealed record BrokerCost(double Publish, double Deliver)
{
    /// <summary>On another machine, with cores of its own.</summary>
    public static readonly BrokerCost Elsewhere = new(0, 0);
}
