namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>
/// One row of <c>segments</c> or <c>scene_segments</c>: a file that repeats the words <c>FirstWord..LastWord</c> as of <c>Generation</c>.
/// </summary>
internal sealed record SegmentRow(long FirstWord, long LastWord, long Generation, int WordCount, string File);
