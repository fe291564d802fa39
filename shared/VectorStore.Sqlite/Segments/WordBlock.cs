namespace Indexing.VectorStore.Sqlite.Segments;

/// <summary>
/// Scan data of consecutive words or scenes, in ascending id: codes and scales of both spaces, n-grams, ids and tenants as arrays.
/// The memory lives as long as somebody holds a reference taken with <see cref="AddReference"/>.
/// </summary>
internal abstract unsafe class WordBlock
{
    private int _references;

    public VectorCodes Lexical { get; protected init; }

    public VectorCodes Concept { get; protected init; }

    public GramCodes Grams { get; protected init; }

    public long* Words { get; protected init; }

    public int* Tenants { get; protected init; }

    public VectorCodes In(WordSpace space) => space == WordSpace.Lexical ? Lexical : Concept;

    public void AddReference() => Interlocked.Increment(ref _references);

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0)
            Free();
    }

    protected abstract void Free();
}
