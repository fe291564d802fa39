namespace Indexing.VectorStore.Sqlite.Scan;

/// <summary>The asked n-grams, ready to be compared with many words.</summary>
internal sealed class GramQuery
{
    private const int Codes = 1 << 16;

    private readonly int _asked;
    private readonly ulong[] _isAsked = new ulong[Codes / 64];
    private readonly int[] _fewestBits;

    public GramQuery(ReadOnlySpan<ushort> grams, float minShare)
    {
        _asked = grams.Length;
        foreach (ushort gram in grams)
            _isAsked[gram / 64] |= 1UL << (gram % 64);
        GramSignature.Write(grams, Signature);
        _fewestBits = FewestBitsByCount(grams);
        MinCount = Enumerable.Range(1, _asked).First(count => Share(count) >= minShare);
    }

    public ulong[] Signature { get; } = new ulong[GramSignature.Length];

    /// <summary>Fewest asked n-grams that a word must have.</summary>
    public int MinCount { get; }

    /// <summary>How many of the asked n-grams are among these.</summary>
    public int Count(ReadOnlySpan<ushort> grams)
    {
        int count = 0;
        foreach (ushort gram in grams)
            count += (int)(_isAsked[gram / 64] >> (gram % 64) & 1);
        return count;
    }

    /// <summary>The share of the asked n-grams that a word with this many of them has, 0..1.</summary>
    public float Share(int count) => count / (float)_asked;

    /// <summary>
    /// Bits of the query's signature that a word with at least this many of the asked n-grams surely has; more than there are when it
    /// cannot have so many.
    /// </summary>
    public int FewestBits(int count) => count <= _asked ? _fewestBits[count] : GramSignature.Bits + 1;

    /// <summary>By number of n-grams: several may share a bit, so the bits of most n-grams come first.</summary>
    private static int[] FewestBitsByCount(ReadOnlySpan<ushort> grams)
    {
        int[] gramsOfBit = new int[GramSignature.Bits];
        foreach (ushort gram in grams)
            gramsOfBit[GramSignature.BitOf(gram)]++;
        Array.Sort(gramsOfBit, static (a, b) => b.CompareTo(a));
        int[] fewest = new int[grams.Length + 1];
        for (int count = 1, bits = 0, most = 0; count <= grams.Length; count++)
        {
            if (count > most)
                most += gramsOfBit[bits++];
            fewest[count] = bits;
        }
        return fewest;
    }
}
