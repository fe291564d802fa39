namespace Indexing.VectorStore.Qdrant.Tests.Interleaving;

/// <summary>What a participant does.</summary>
/// <param name="Work">Its work.</param>
/// <param name="RandomBits">The random part of its write numbers: the greater one wins among equals.</param>
/// <param name="MayDie">Whether schedules in which it dies at each of its requests are wanted.</param>
internal sealed record Role(Func<IVectorStore, Task> Work, long RandomBits = 1, bool MayDie = false);
