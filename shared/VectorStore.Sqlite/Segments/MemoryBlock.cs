using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Indexing.VectorStore.Sqlite.Scan;

namespace Indexing.VectorStore.Sqlite.Segments;

/// <summary>
/// Words that no segment file holds yet. Grows at its end, by one thread at a time, up to its capacity; words already there
/// never change, so views of a shorter length stay valid. The memory is the system's, not the collector's: megabytes that live until the
/// next segment would otherwise wait for a full collection, of which a quiet process has few.
/// </summary>
internal sealed unsafe class MemoryBlock : WordBlock
{
    private void* _memory;

    [SetsRequiredMembers]
    public MemoryBlock(int stride, int capacity)
    {
        Stride = stride;
        Capacity = capacity;
        _memory = NativeMemory.Alloc((nuint)capacity, (nuint)(stride + sizeof(long) + sizeof(float) + sizeof(int)));
        Codes = (byte*)_memory;
        Words = (long*)(Codes + ((long)capacity * stride));
        Scales = (float*)(Words + capacity);
        Tenants = (int*)(Scales + capacity);
    }

    /// <summary>For a block that no view ever held, because loading failed.</summary>
    ~MemoryBlock() => NativeMemory.Free(_memory);

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
        NativeMemory.Free(_memory);
        _memory = null;
    }
}
