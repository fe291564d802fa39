namespace Indexing.VectorStore.Sqlite.Segments;

/// <summary>
/// Scan data of consecutive words, in ascending word id: codes (Stride bytes each), scales, word ids and tenants as four arrays.
/// The memory lives as long as somebody holds a reference taken with <see cref="AddReference"/>.
/// </summary>
internal abstract unsafe class WordBlock
{
    private int _references;

    public required int Stride { get; init; }

    public byte* Codes { get; protected init; }

    public float* Scales { get; protected init; }

    public long* Words { get; protected init; }

    public int* Tenants { get; protected init; }

    public void AddReference() => Interlocked.Increment(ref _references);

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0)
            Free();
    }

    protected abstract void Free();
}
