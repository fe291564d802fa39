namespace Indexing.VectorStore.Qdrant.Tests.Interleaving;

/// <summary>Always the same number.</summary>
internal sealed class SteadyRandom(long value) : Random
{
    public override long NextInt64(long maxValue) => value;
}
