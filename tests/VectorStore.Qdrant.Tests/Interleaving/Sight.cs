namespace Indexing.VectorStore.Qdrant.Tests.Interleaving;

/// <summary>What a reader saw of the image.</summary>
/// <param name="Version">-1 without an image.</param>
/// <param name="Rank">0 pending, 1 indexed or rejected, 2 deleted.</param>
/// <param name="Words">The write whose words were there, or "none".</param>
internal sealed record Sight(long Version, int Rank, string Words)
{
    public bool IsBefore(Sight other) => (Version, Rank).CompareTo((other.Version, other.Rank)) < 0;
}
