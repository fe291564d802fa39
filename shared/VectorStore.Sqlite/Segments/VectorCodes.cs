namespace Indexing.VectorStore.Sqlite.Segments;

/// <summary>
/// The byte codes of one space in a <see cref="WordBlock"/>: <paramref name="stride"/> bytes and one scale per word. A word that has
/// no vector in this space has scale 0 and codes 0; when no word of the block has one, the stride is 0 and there are no arrays.
/// </summary>
internal readonly unsafe struct VectorCodes(int stride, byte* codes, float* scales)
{
    public int Stride => stride;

    public byte* Codes => codes;

    public float* Scales => scales;

    public bool IsEmpty => stride == 0;
}
