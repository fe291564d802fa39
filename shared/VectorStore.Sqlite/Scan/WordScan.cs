using System.Numerics;
using System.Runtime.CompilerServices;
using Indexing.VectorStore.Sqlite.Segments;

namespace Indexing.VectorStore.Sqlite.Scan;

/// <summary>One pass over the codes of one space in a view: the words with the largest approximate similarity.</summary>
internal sealed unsafe class WordScan
{
    /// <summary>Words whose products are computed before any is compared: 64 bits of a filter mask.</summary>
    private const int GroupWords = 64;

    /// <summary>Groups a thread takes at a time: 16,384 words, 4 MB.</summary>
    private const int PortionGroups = 256;

    /// <summary>Below this many words of a group, each is computed alone.</summary>
    private const int DenseGroup = 24;

    private readonly ScanView _view;
    private readonly ScanFilter _filter;
    private readonly WordSpace _space;
    private readonly sbyte[] _query;
    private readonly int _bias;

    public WordScan(ScanView view, ScanFilter filter, WordSpace space, ReadOnlySpan<float> query)
    {
        _view = view;
        _filter = filter;
        _space = space;
        _query = new sbyte[VectorQuantizer.Stride(query.Length)];
        VectorQuantizer.EncodeQuery(query, _query);
        foreach (sbyte code in _query)
            _bias += code * VectorQuantizer.Offset;
    }

    /// <summary>Returns the <paramref name="capacity"/> best words.</summary>
    public TopCandidates Run(int capacity, int threads, CancellationToken cancellationToken)
    {
        (int Block, int Group)[] portions = [.. Portions()];
        var best = new TopCandidates(capacity);
        if (threads == 1)
        {
            foreach ((int block, int group) in portions)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ScanPortion(block, group, best);
            }
            return best;
        }
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(0, portions.Length, parallel, () => new TopCandidates(capacity), (i, _, own) =>
        {
            ScanPortion(portions[i].Block, portions[i].Group, own);
            return own;
        }, own =>
        {
            lock (best)
                best.AddAll(own);
        });
        return best;
    }

    private IEnumerable<(int Block, int Group)> Portions()
    {
        for (int block = 0; block < _view.Blocks.Count; block++)
        {
            for (int group = 0; group < _filter.Masks[block].Length; group += PortionGroups)
                yield return (block, group);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ScanPortion(int blockIndex, int firstGroup, TopCandidates best)
    {
        BlockView view = _view.Blocks[blockIndex];
        long* words = view.Block.Words;
        VectorCodes vectors = view.Block.In(_space);
        int stride = vectors.Stride;
        ulong[] masks = _filter.Masks[blockIndex];
        int end = Math.Min(masks.Length, firstGroup + PortionGroups);
        int* dots = stackalloc int[GroupWords];
        fixed (sbyte* query = _query)
        {
            for (int group = firstGroup; group < end; group++)
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
