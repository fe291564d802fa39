namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>What a transaction does to the store's state.</summary>
internal sealed class WriteChange(StoreState before)
{
    public long Generation { get; } = before.Generation + 1;

    public long NextWord { get; private set; } = before.NextWord;

    public int Dimension { get; private set; } = before.Dimension;

    public int ConceptDimension { get; private set; } = before.ConceptDimension;

    public long NextScene { get; private set; } = before.NextScene;

    public int SceneDimension { get; private set; } = before.SceneDimension;

    public int ImagesWritten { get; private set; }

    /// <summary>Whether the vectors fit the store; refuses the request when not.</summary>
    public bool Accepts(WriteRequest request)
    {
        request.Refusal =
            !Fits(request.Dimension, Dimension) ? SqliteErrors.WrongDimension(nameof(WordSpace.Lexical), request.Dimension, Dimension)
            : !Fits(request.ConceptDimension, ConceptDimension)
                ? SqliteErrors.WrongDimension(nameof(WordSpace.Concept), request.ConceptDimension, ConceptDimension)
            : !Fits(request.Scene.Length, SceneDimension) ? SqliteErrors.WrongDimension("scene", request.Scene.Length, SceneDimension)
            : null;
        return request.Refusal is null;
    }

    public void Count(WriteRequest request)
    {
        ImagesWritten++;
        NextWord += request.Words.Count;
        Dimension = Math.Max(Dimension, request.Dimension);
        ConceptDimension = Math.Max(ConceptDimension, request.ConceptDimension);
        NextScene += request.Scene.IsEmpty ? 0 : 1;
        SceneDimension = Math.Max(SceneDimension, request.Scene.Length);
    }

    /// <summary>The state once this is committed.</summary>
    public StoreState After() =>
        new(before.StoreId, Generation, NextWord, Dimension, ConceptDimension, NextScene, SceneDimension);

    /// <summary>0 stands for no vector, given or stored.</summary>
    private static bool Fits(int given, int stored) => given == 0 || stored == 0 || given == stored;
}
