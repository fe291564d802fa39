namespace Indexing.VectorStore.Sqlite.Segments;

/// <summary>What segments of one kind must fit: the store's state as far as it is about this kind.</summary>
/// <param name="StoreId">Random name of the database.</param>
/// <param name="Generation">Moves with every commit.</param>
/// <param name="LastWord">Id of the newest word; 0 before the first.</param>
/// <param name="Dimension">Dimension of all vectors; 0 until the first word.</param>
/// <param name="ConceptDimension">Dimension of all second vectors; 0 when no word has one.</param>
internal readonly record struct SegmentState(Guid StoreId, long Generation, long LastWord, int Dimension, int ConceptDimension);
