using System.Runtime.InteropServices;
using Indexing.VectorStore.Sqlite.Database;
using Indexing.VectorStore.Sqlite.Scan;

namespace Indexing.VectorStore.Sqlite.Segments;

/// <summary>
/// Writes the live words of some blocks as one segment file: to a temporary name, flushed to the disk, then renamed. A crash
/// leaves a temporary file (removed by the next maintenance) or a file no row speaks of (removed as well), never a torn one.
/// </summary>
internal sealed unsafe class SegmentWriter : IDisposable
{
    /// <summary>Below the size from which a buffer waits for a full collection.</summary>
    private const int BufferSize = 1 << 16;

    /// <summary>Words whose n-grams are written at a time.</summary>
    private const int RunWords = 1024;

    private static readonly byte[] Zeros = new byte[1 << 16];

    private readonly FileStream _stream;
    private uint _checksum;

    private SegmentWriter(string path) =>
        _stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize);

    /// <summary>Writes the file and returns its row; the caller publishes it.</summary>
    public static SegmentRow Write(
        StoreFiles files, SegmentKind kind, SegmentState state, IReadOnlyList<BlockView> blocks, long firstWord, long lastWord,
        CancellationToken cancellationToken)
    {
        string name = $"{kind.Name}-{firstWord}-{lastWord}-{state.Generation}.seg";
        string temporary = files.Segment(name + ".tmp");
        var header = new SegmentHeader
        {
            HasGrams = kind.HasGrams,
            StoreId = state.StoreId,
            FirstWord = firstWord,
            LastWord = lastWord,
            Generation = state.Generation,
            Dimension = state.Dimension,
            ConceptDimension = state.ConceptDimension,
            Count = blocks.Sum(static block => block.LiveCount),
            GramCount = kind.HasGrams ? blocks.Sum(CountGrams) : 0,
        };
        using (var writer = new SegmentWriter(temporary))
            writer.WriteAll(header, blocks, cancellationToken);
        File.Move(temporary, files.Segment(name), overwrite: true);
        return new SegmentRow(firstWord, lastWord, state.Generation, header.Count, name);
    }

    public void Dispose() => _stream.Dispose();

    private void WriteAll(SegmentHeader header, IReadOnlyList<BlockView> blocks, CancellationToken cancellationToken)
    {
        _stream.Position = SegmentHeader.Size;
        if (header.HasGrams)
            WriteSignatures(blocks);
        foreach (BlockView block in blocks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            WriteLive(block, block.Block.Lexical.Codes, header.Stride);
        }
        foreach (BlockView block in blocks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            WriteConcept(block, block.Block.Concept.Codes, header.ConceptStride);
        }
        foreach (BlockView block in blocks)
            WriteLive(block, (byte*)block.Block.Words, sizeof(long));
        foreach (BlockView block in blocks)
            WriteLive(block, (byte*)block.Block.Lexical.Scales, sizeof(float));
        foreach (BlockView block in blocks)
            WriteConcept(block, (byte*)block.Block.Concept.Scales, header.ConceptStride == 0 ? 0 : sizeof(float));
        foreach (BlockView block in blocks)
            WriteLive(block, (byte*)block.Block.Tenants, sizeof(int));
        if (header.HasGrams)
            WriteGrams(blocks);
        header.PayloadChecksum = _checksum;
        _stream.Position = 0;
        _stream.Write(header.ToBytes());
        _stream.Flush(flushToDisk: true);
    }

    /// <summary>Appends one array without the elements of dead words, in runs of live ones.</summary>
    private void WriteLive(BlockView block, byte* items, int size)
    {
        foreach ((int start, int length) in block.LiveRuns(BufferSize / size))
            Append(new ReadOnlySpan<byte>(items + ((long)start * size), length * size));
    }

    private void WriteSignatures(IReadOnlyList<BlockView> blocks)
    {
        foreach (BlockView block in blocks)
            WriteLive(block, (byte*)block.Block.Grams.Signatures, GramSignature.Bytes);
    }

    private void WriteGrams(IReadOnlyList<BlockView> blocks)
    {
        WriteGramEnds(blocks);
        foreach (BlockView block in blocks)
            WriteGrams(block);
    }

    /// <summary>Appends where the n-grams of each live word end, counted over all blocks.</summary>
    private void WriteGramEnds(IReadOnlyList<BlockView> blocks)
    {
        Span<int> ends = new int[RunWords];
        int end = 0;
        foreach (BlockView block in blocks)
        {
            foreach ((int start, int length) in block.LiveRuns(RunWords))
            {
                int shift = end - block.Block.Grams.Start(start);
                for (int i = 0; i < length; i++)
                    ends[i] = block.Block.Grams.Ends[start + i] + shift;
                Append(MemoryMarshal.AsBytes(ends[..length]));
                end = ends[length - 1];
            }
        }
    }

    private void WriteGrams(BlockView block)
    {
        foreach ((int start, int length) in block.LiveRuns(RunWords))
        {
            int first = block.Block.Grams.Start(start);
            int count = block.Block.Grams.Ends[start + length - 1] - first;
            Append(MemoryMarshal.AsBytes(new ReadOnlySpan<ushort>(block.Block.Grams.Codes + first, count)));
        }
    }

    /// <summary>
    /// Appends an array of the concept space, nothing when <paramref name="size"/> is 0. Blocks from before the store's first concept
    /// have no such array: their words get zeros.
    /// </summary>
    private void WriteConcept(BlockView block, byte* items, int size)
    {
        if (size == 0)
            return;
        if (!block.Block.Concept.IsEmpty)
        {
            WriteLive(block, items, size);
            return;
        }
        for (long left = (long)block.LiveCount * size; left > 0; left -= Zeros.Length)
            Append(Zeros.AsSpan(0, (int)Math.Min(left, Zeros.Length)));
    }

    private static int CountGrams(BlockView block) => block.LiveRuns(RunWords).Sum(run =>
        block.Block.Grams.Ends[run.Start + run.Length - 1] - block.Block.Grams.Start(run.Start));

    private void Append(ReadOnlySpan<byte> bytes)
    {
        _stream.Write(bytes);
        _checksum = Crc32C.Append(_checksum, bytes);
    }
}
