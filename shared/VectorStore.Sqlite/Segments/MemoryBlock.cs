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

    /// <param name="stride">Bytes of a word's lexical codes.</param>
    /// <param name="conceptStride">Bytes of a word's concept codes; 0 for words that have none.</param>
    /// <param name="capacity">Most words.</param>
    public MemoryBlock(int stride, int conceptStride, int capacity)
    {
        Capacity = capacity;
        int conceptScale = conceptStride == 0 ? 0 : sizeof(float);
        int wordSize = stride + conceptStride + sizeof(long) + sizeof(float) + conceptScale + sizeof(int);
        _memory = NativeMemory.Alloc((nuint)capacity, (nuint)wordSize);
        byte* codes = (byte*)_memory;
        byte* conceptCodes = codes + ((long)capacity * stride);
        Words = (long*)(conceptCodes + ((long)capacity * conceptStride));
        Lexical = new VectorCodes(stride, codes, (float*)(Words + capacity));
        Concept = new VectorCodes(conceptStride, conceptCodes, Lexical.Scales + capacity);
        Tenants = (int*)((byte*)Concept.Scales + (capacity * conceptScale));
    }

    /// <summary>For a block that no view ever held, because loading failed.</summary>
    ~MemoryBlock() => NativeMemory.Free(_memory);

    public int Capacity { get; }

    public int Count { get; private set; }

    /// <summary>Adds a word; an empty <paramref name="concept"/> is none.</summary>
    public void Append(long word, int tenant, ReadOnlySpan<float> lexical, ReadOnlySpan<float> concept)
    {
        Set(Lexical, lexical);
        if (!Concept.IsEmpty)
            Set(Concept, concept);
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

    private void Set(VectorCodes space, ReadOnlySpan<float> vector)
    {
        var codes = new Span<byte>(space.Codes + ((long)Count * space.Stride), space.Stride);
        if (vector.IsEmpty)
            codes.Clear();
        space.Scales[Count] = vector.IsEmpty ? 0 : VectorQuantizer.Encode(vector, codes);
    }
}
