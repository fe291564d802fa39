namespace Indexing.VectorStore.Sqlite.Segments;

/// <summary>
/// The n-grams of the words of a <see cref="WordBlock"/>: per word a signature of 8 numbers (<see cref="Scan.GramSignature"/>) and the
/// position where its codes end; the codes of all words lie one behind the other. A word without n-grams has signature 0 and no codes.
/// A block of scenes has no such arrays.
/// </summary>
internal readonly unsafe struct GramCodes(ulong* signatures, int* ends, ushort* codes)
{
    public bool IsEmpty => signatures is null;

    public ulong* Signatures => signatures;

    public int* Ends => ends;

    public ushort* Codes => codes;

    /// <summary>Position of the first code of a word.</summary>
    public int Start(int word) => word == 0 ? 0 : ends[word - 1];

    /// <summary>The codes of a word.</summary>
    public ReadOnlySpan<ushort> Of(int word)
    {
        int start = Start(word);
        return new ReadOnlySpan<ushort>(codes + start, ends[word] - start);
    }
}
