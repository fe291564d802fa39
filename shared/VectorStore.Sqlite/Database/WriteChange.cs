namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>What a transaction does to the store's state.</summary>
internal sealed class WriteChange(StoreState before)
{
    public long Generation { get; } = before.Generation + 1;

    public long NextWord { get; private set; } = before.NextWord;

    public int Dimension { get; private set; } = before.Dimension;

    public int ImagesWritten { get; private set; }

    /// <summary>Whether the vectors fit the store; refuses the request when not.</summary>
    public bool Accepts(WriteRequest request)
    {
        if (request.Words.Count == 0 || Dimension == 0 || request.Words[0].Lexical.Length == Dimension)
            return true;
        request.Refusal = SqliteErrors.WrongDimension(request.Words[0].Lexical.Length, Dimension);
        return false;
    }

    public void Count(IReadOnlyList<WordRecord> words)
    {
        ImagesWritten++;
        NextWord += words.Count;
        if (words.Count > 0)
            Dimension = words[0].Lexical.Length;
    }
}
