namespace Indexing.VectorStore.Sqlite.Segments;

/// <summary>
/// When segment files are written. Sizes are for lexical vectors of 256 numbers and 40 n-grams a word; concepts of as many numbers add
/// 60 %. Tests use smaller numbers; an installation has no reason to.
/// </summary>
internal sealed record SegmentPolicy
{
    /// <summary>This many words in memory (8 MB, read from the database in some 50 ms) become a segment.</summary>
    public int SealWords { get; init; } = 16_384;

    /// <summary>Most words of a segment made from the database; bounds the memory of making it to 31 MB.</summary>
    public int MaxSealWords { get; init; } = 65_536;

    /// <summary>This many neighbours of similar size are merged, so a word is rewritten about twice on its way to a million.</summary>
    public int MergeSegments { get; init; } = 8;

    /// <summary>Merging stops here: 440 MB a file.</summary>
    public int MaxSegmentWords { get; init; } = 1 << 20;

    /// <summary>A segment with more than this share of dead words is written anew.</summary>
    public double MaxDeadShare { get; init; } = 0.25;

    /// <summary>A search waits for segments to be written when more words than this are in none; fewer are read into memory.</summary>
    public int MaxWordsInMemory => 4 * MaxSealWords;
}
