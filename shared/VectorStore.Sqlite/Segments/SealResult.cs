namespace Indexing.VectorStore.Sqlite.Segments;

/// <summary>Outcome of one step of sealing.</summary>
/// <param name="LastWord">All words up to this id are in segment files.</param>
/// <param name="IsMoreToDo">Whether a segment was written and another may be due.</param>
internal readonly record struct SealResult(long LastWord, bool IsMoreToDo);
