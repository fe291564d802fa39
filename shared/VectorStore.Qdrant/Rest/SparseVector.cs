namespace Indexing.VectorStore.Qdrant.Rest;

/// <summary>A vector that names only its numbers other than zero.</summary>
internal sealed record SparseVector(ReadOnlyMemory<ushort> Indices, IReadOnlyList<float> Values)
{
    /// <summary>A set: the product of two of them is the size of their intersection.</summary>
    public static SparseVector Of(ReadOnlyMemory<ushort> codes) => new(codes, [.. Enumerable.Repeat(1f, codes.Length)]);
}
