namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>What a transaction does to the store's state.</summary>
internal sealed class WriteChange(StoreState before)
{
    public long Generation { get; } = before.Generation + 1;

    public long NextWord { get; private set; } = before.NextWord;

    public int Dimension { get; private set; } = before.Dimension;

    public int ConceptDimension { get; private set; } = before.ConceptDimension;

    public int ImagesWritten { get; private set; }

    /// <summary>Whether the vectors fit the store; refuses the request when not.</summary>
    public bool Accepts(WriteRequest request)
    {
        request.Refusal =
            !Fits(request.Dimension, Dimension) ? SqliteErrors.WrongDimension(WordSpace.Lexical, request.Dimension, Dimension)
            : !Fits(request.ConceptDimension, ConceptDimension)
                ? SqliteErrors.WrongDimension(WordSpace.Concept, request.ConceptDimension, ConceptDimension)
            : null;
        return request.Refusal is null;
    }

    public void Count(WriteRequest request)
    {
        ImagesWritten++;
        NextWord += request.Words.Count;
        Dimension = Math.Max(Dimension, request.Dimension);
        ConceptDimension = Math.Max(ConceptDimension, request.ConceptDimension);
    }

    /// <summary>0 stands for no vector, given or stored.</summary>
    private static bool Fits(int given, int stored) => given == 0 || stored == 0 || given == stored;
}
