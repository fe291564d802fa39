namespace Indexing.VectorStore;

/// <summary>A reading and how many images show it.</summary>
/// <param name="Reading">As in <see cref="WordRecord.Reading"/>.</param>
/// <param name="Images">Number of images.</param>
public readonly record struct ReadingCount(string Reading, long Images);
