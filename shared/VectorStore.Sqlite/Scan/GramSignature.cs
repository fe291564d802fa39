namespace Indexing.VectorStore.Sqlite.Scan;

/// <summary>
/// The n-grams of a word in 512 bits: each sets the bit that multiplication with 2^32 / golden ratio (Knuth, TAOCP 3, 6.4) puts into the
/// upper nine bits. Says for sure which words lack an n-gram; which of the others have it, their codes tell.
/// </summary>
internal static class GramSignature
{
    public const int Bits = 64 * Length;

    /// <summary>Numbers of a signature.</summary>
    public const int Length = 8;

    public const int Bytes = Length * sizeof(ulong);

    /// <summary>Writes the signature of these codes.</summary>
    public static void Write(ReadOnlySpan<ushort> grams, Span<ulong> signature)
    {
        signature.Clear();
        foreach (ushort gram in grams)
        {
            int bit = BitOf(gram);
            signature[bit / 64] |= 1UL << (bit % 64);
        }
    }

    /// <summary>The bit of an n-gram, 0..511.</summary>
    public static int BitOf(ushort gram) => (int)((gram * 2_654_435_769U) >> 23);
}
