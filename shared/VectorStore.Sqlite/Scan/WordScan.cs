using System.Numerics;
using System.Runtime.CompilerServices;
using Indexing.VectorStore.Sqlite.Segments;

namespace Indexing.VectorStore.Sqlite.Scan;

/// <summary>Finds the words with the largest approximate similarity, by the codes of one space.</summary>
internal sealed unsafe class WordScan : ViewScan
{
    /// <summary>Below this many words of a group, each is computed alone.</summary>
    private const int DenseGroup = 24;

    private readonly WordSpace _space;
    private readonly sbyte[] _query;
    private readonly int _bias;

    public WordScan(ScanView view, ScanFilter filter, WordSpace space, ReadOnlySpan<float> query)
        : base(view, filter)
    {
        _space = space;
        _query = new sbyte[VectorQuantizer.Stride(query.Length)];
        VectorQuantizer.EncodeQuery(query, _query);
        foreach (sbyte code in _query)
            _bias += code * VectorQuantizer.Offset;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Scan(BlockView view, ReadOnlySpan<ulong> masks, int firstGroup, TopCandidates best)
    {
        long* words = view.Block.Words;
        VectorCodes vectors = view.Block.In(_space);
        int stride = vectors.Stride;
        int* dots = stackalloc int[GroupWords];
        fixed (sbyte* query = _query)
        {
            for (int group = firstGroup; group < masks.Length; group++)
            {
                ulong mask = masks[group];
                if (mask == 0)
                    continue;
                int start = group * GroupWords;
                int count = Math.Min(GroupWords, view.Count - start);
                byte* codes = vectors.Codes + ((long)start * stride);
                if (BitOperations.PopCount(mask) >= DenseGroup)
                    DotKernel.Dots(codes, stride, query, count, dots);
                else
                    Sparse(codes, stride, query, mask, dots);
                Collect(words + start, vectors.Scales + start, mask, dots, best);
            }
        }
    }

    private static void Sparse(byte* codes, int stride, sbyte* query, ulong mask, int* dots)
    {
        for (; mask != 0; mask &= mask - 1)
        {
            int n = BitOperations.TrailingZeroCount(mask);
            DotKernel.Dots(codes + (n * stride), stride, query, 1, dots + n);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Collect(long* words, float* scales, ulong mask, int* dots, TopCandidates best)
    {
        for (; mask != 0; mask &= mask - 1)
        {
            int n = BitOperations.TrailingZeroCount(mask);
            float score = (dots[n] - _bias) * scales[n];
            if (score > best.Threshold)
                best.Add(score, words[n]);
        }
    }
}
