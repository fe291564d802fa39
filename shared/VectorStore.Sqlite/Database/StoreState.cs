namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>The one row of <c>state</c>.</summary>
/// <param name="StoreId">Random name of this database.</param>
/// <param name="Generation">Moves with every commit.</param>
/// <param name="NextWord">Id of the next word to be stored; ids start at 1.</param>
/// <param name="Dimension">Dimension of all lexical vectors; 0 until the first word.</param>
/// <param name="ConceptDimension">Dimension of all concept vectors; 0 until the first word that has one.</param>
/// <param name="NextScene">Id of the next scene to be stored; ids start at 1.</param>
/// <param name="SceneDimension">Dimension of all scenes; 0 until the first one.</param>
internal readonly record struct StoreState(
    Guid StoreId, long Generation, long NextWord, int Dimension, int ConceptDimension, long NextScene, int SceneDimension)
{
    public const string Select =
        "select store_id, generation, next_word, dimension, concept_dimension, next_scene, scene_dimension from state";

    /// <summary>The state in a row of <see cref="Select"/>.</summary>
    public static StoreState Read(Statement row) =>
        new(new Guid(row.Blob(0)), row.Long(1), row.Long(2), row.Int(3), row.Int(4), row.Long(5), row.Int(6));

    public int DimensionOf(WordSpace space) => space == WordSpace.Lexical ? Dimension : ConceptDimension;
}
