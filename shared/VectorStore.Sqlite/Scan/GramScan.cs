using System.Numerics;
using System.Runtime.CompilerServices;
using Indexing.VectorStore.Sqlite.Segments;

namespace Indexing.VectorStore.Sqlite.Scan;

/// <summary>
/// Finds the words with most of the asked n-grams. The signature, 64 bytes a word, tells how many a word can have at most; the codes of
/// those few that can be among the best are then counted, so the result is exact whatever bits n-grams share.
/// </summary>
internal sealed unsafe class GramScan(ScanView view, ScanFilter filter, GramQuery query) : ViewScan(view, filter)
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Scan(BlockView view, ReadOnlySpan<ulong> masks, int firstGroup, TopCandidates best)
    {
        GramCodes grams = view.Block.Grams;
        int fewest = FewestBits(best);
        fixed (ulong* asked = query.Signature)
        {
            for (int group = firstGroup; group < masks.Length; group++)
            {
                for (ulong mask = masks[group]; mask != 0; mask &= mask - 1)
                {
                    int word = (group * GroupWords) + BitOperations.TrailingZeroCount(mask);
                    if (Common(grams.Signatures + ((long)word * GramSignature.Length), asked) < fewest)
                        continue;
                    int count = query.Count(grams.Of(word));
                    if (count < query.MinCount || count <= best.Threshold)
                        continue;
                    best.Add(count, view.Block.Words[word]);
                    fewest = FewestBits(best);
                }
            }
        }
    }

    /// <summary>Bits that a word must have in common with the query to be among the best.</summary>
    private int FewestBits(TopCandidates best) => query.FewestBits(Math.Max(query.MinCount, (int)Math.Max(best.Threshold, 0) + 1));

    /// <summary>
    /// Scalar: with eight popcnt a word a search among a million takes 3.5 ms (tests/Benchmarks/results/vector-search.md).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Common(ulong* a, ulong* b) =>
        BitOperations.PopCount(a[0] & b[0]) + BitOperations.PopCount(a[1] & b[1])
        + BitOperations.PopCount(a[2] & b[2]) + BitOperations.PopCount(a[3] & b[3])
        + BitOperations.PopCount(a[4] & b[4]) + BitOperations.PopCount(a[5] & b[5])
        + BitOperations.PopCount(a[6] & b[6]) + BitOperations.PopCount(a[7] & b[7]);
}
