using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Indexing.VectorStore.Sqlite.Scan;

namespace Indexing.VectorStore.Sqlite.Segments;

/// <summary>
/// Words that no segment file holds yet. Grows at its end, by one thread at a time, up to its capacity; words already there
/// never change, so views of a shorter length stay valid.
/// </summary>
internal sealed unsafe class MemoryBlock : WordBlock
{
    // Pinned, so that the pointers stay valid; the collector frees it with the block.
    private readonly byte[] _memory;

    [SetsRequiredMembers]
    public MemoryBlock(int stride, int capacity)
    {
        Stride = stride;
        Capacity = capacity;
        _memory = GC.AllocateUninitializedArray<byte>(capacity * (stride + sizeof(long) + sizeof(float) + sizeof(int)), pinned: true);
        Codes = (byte*)Unsafe.AsPointer(ref _memory[0]);
        Words = (long*)(Codes + ((long)capacity * stride));
        Scales = (float*)(Words + capacity);
        Tenants = (int*)(Scales + capacity);
    }

    public int Capacity { get; }

    public int Count { get; private set; }

    public void Append(long word, int tenant, ReadOnlySpan<float> vector)
    {
        Scales[Count] = VectorQuantizer.Encode(vector, new Span<byte>(Codes + ((long)Count * Stride), Stride));
        Words[Count] = word;
        Tenants[Count] = tenant;
        Count++;
    }

    /// <summary>Forgets words that a failed load has left behind the end of every view.</summary>
    public void Truncate(int count) => Count = count;

    protected override void Free()
    {
    }
}
