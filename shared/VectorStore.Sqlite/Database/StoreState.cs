namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>The one row of <c>state</c>.</summary>
/// <param name="StoreId">Random name of this database.</param>
/// <param name="Generation">Moves with every commit.</param>
/// <param name="NextWord">Id of the next word to be stored; ids start at 1.</param>
/// <param name="Dimension">Dimension of all lexical vectors; 0 until the first word.</param>
internal readonly record struct StoreState(Guid StoreId, long Generation, long NextWord, int Dimension);
