using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Indexing.VectorStore.Sqlite.Database;
using Indexing.VectorStore.Sqlite.Scan;

namespace Indexing.VectorStore.Sqlite.Segments;

/// <summary>Reads words or scenes from the database into memory blocks.</summary>
internal sealed class WordLoader(SegmentKind kind)
{
    private const int SmallestBlock = 256;
    private const int LargestBlock = 8192;

    /// <summary>
    /// Appends all words behind <paramref name="afterWord"/>, in the last block as far as it has room; not in one from before the
    /// store's first concept, which has no room for concepts.
    /// </summary>
    /// <returns>The blocks in word order; the first ones are those given.</returns>
    public List<MemoryBlock> Load(
        ReadSession session, SegmentState state, long afterWord, MemoryBlock? last, CancellationToken cancellationToken)
    {
        var blocks = new List<MemoryBlock>();
        if (last is not null)
            blocks.Add(last);
        Statement rows = Query(session, afterWord);
        while (rows.Step())
            Append(blocks, rows, state, cancellationToken);
        return blocks;
    }

    /// <summary>
    /// Reads some <paramref name="words"/> words behind <paramref name="afterWord"/>, up to the end of an image: the ranges of
    /// <c>dead_words</c> must never cross the border of two segments.
    /// </summary>
    /// <returns>The blocks and the last word id they account for; that is the newest of the store when all were read.</returns>
    public (List<MemoryBlock> Blocks, long LastWord) LoadWholeImages(
        ReadSession session, SegmentState state, long afterWord, int words, CancellationToken cancellationToken)
    {
        var blocks = new List<MemoryBlock>();
        Statement rows = Query(session, afterWord);
        int count = 0;
        long image = -1, lastWord = 0;
        while (rows.Step())
        {
            if (count >= words && rows.Long(3) != image)
            {
                rows.Reset();
                return (blocks, lastWord);
            }
            Append(blocks, rows, state, cancellationToken);
            count++;
            lastWord = rows.Long(0);
            image = rows.Long(3);
        }
        return (blocks, state.LastWord);
    }

    private Statement Query(ReadSession session, long afterWord) =>
        session.Statement($"{kind.Rows} where id > ?1 order by id").Bind(1, afterWord);

    private void Append(List<MemoryBlock> blocks, Statement row, SegmentState state, CancellationToken cancellationToken)
    {
        int conceptStride = VectorQuantizer.Stride(state.ConceptDimension);
        int grams = row.Blob(4).Length / sizeof(ushort);
        if (blocks.Count == 0 || !blocks[^1].HasRoom(grams) || blocks[^1].Concept.Stride != conceptStride)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int capacity = blocks.Count == 0 ? SmallestBlock : Math.Min(LargestBlock, blocks[^1].Capacity * 4);
            blocks.Add(new MemoryBlock(VectorQuantizer.Stride(state.Dimension), conceptStride, kind.HasGrams, capacity));
        }
        ReadOnlySpan<Half> halves = MemoryMarshal.Cast<byte, Half>(row.Blob(5));
        Span<float> concept = stackalloc float[halves.Length];
        TensorPrimitives.ConvertToSingle(halves, concept);
        blocks[^1].Append(
            row.Long(0), row.Int(1), MemoryMarshal.Cast<byte, float>(row.Blob(2)), concept, MemoryMarshal.Cast<byte, ushort>(row.Blob(4)));
    }
}
