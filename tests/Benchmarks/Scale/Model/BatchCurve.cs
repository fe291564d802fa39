namespace Indexing.Benchmarks.Scale.Model;

/// <summary>How long a network takes by the size of its batch.</summary>
/// <param name="Start">Seconds of a call, however small.</param>
/// <param name="Item">Seconds of each item.</param>
/// <param name="MaxBatch">Most items in a call; more than that are several calls.</param>
internal sealed record BatchCurve(double Start, double Item, int MaxBatch)
{
    public double Seconds(int items) => (Start * Math.Ceiling(items / (double)MaxBatch)) + (Item * items);
}
