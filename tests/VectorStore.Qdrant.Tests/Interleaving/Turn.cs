namespace Indexing.VectorStore.Qdrant.Tests.Interleaving;

/// <summary>What becomes of a request that waits at a <see cref="Gate"/>.</summary>
internal enum Turn
{
    /// <summary>It is carried out and answered.</summary>
    Pass,

    /// <summary>
    /// It is carried out, and the sender dies before it reads the answer: to the server the same as dying before the next request.
    /// </summary>
    Die,
}
