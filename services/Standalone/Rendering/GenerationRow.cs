using Indexing.VectorStore;

namespace Indexing.Standalone.Rendering;

/// <summary>A generation and what is in it.</summary>
internal sealed record GenerationRow(Generation Generation, long Images, long Words);
