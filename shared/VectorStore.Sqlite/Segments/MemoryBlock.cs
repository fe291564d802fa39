using System.Runtime.InteropServices;
using Indexing.VectorStore.Sqlite.Scan;

namespace Indexing.VectorStore.Sqlite.Segments;

/// <summary>
/// Words or scenes that no segment file holds yet. Grows at its end, by one thread at a time, while it has room; words already there
/// never change, so views of a shorter length stay valid. The memory is the system's, not the collector's: megabytes that live until the
/// next segment would otherwise wait for a full collection, of which a quiet process has few.
/// </summary>
internal sealed unsafe class MemoryBlock : WordBlock
{
    /// <summary>Words typically have 20 to 60 n-grams; a block of words with more is full before its capacity.</summary>
    private const int GramsPerWord = 64;

    /// <summary>Most n-grams of a word, which must find room in an empty block.</summary>
    private const int MaxGrams = 1024;

    private readonly int _gramCapacity;
    private void* _memory;

    /// <param name="stride">Bytes of a word's lexical codes.</param>
    /// <param name="conceptStride">Bytes of a word's concept codes; 0 for words that have none.</param>
    /// <param name="hasGrams">Whether the words have n-grams.</param>
    /// <param name="capacity">Most words.</param>
    public MemoryBlock(int stride, int conceptStride, bool hasGrams, int capacity)
    {
        Capacity = capacity;
        _gramCapacity = hasGrams ? Math.Max(MaxGrams, capacity * GramsPerWord) : 0;
        int signatureSize = hasGrams ? GramSignature.Bytes : 0, endSize = hasGrams ? sizeof(int) : 0;
        int conceptScale = conceptStride == 0 ? 0 : sizeof(float);
        int wordSize = stride + sizeof(float) + conceptStride + conceptScale + sizeof(long) + sizeof(int)
            + signatureSize + endSize;
        _memory = NativeMemory.Alloc((nuint)(((long)capacity * wordSize) + ((long)_gramCapacity * sizeof(ushort))));
        byte* signatures = (byte*)_memory;
        byte* codes = signatures + ((long)capacity * signatureSize);
        byte* conceptCodes = codes + ((long)capacity * stride);
        Words = (long*)(conceptCodes + ((long)capacity * conceptStride));
        Lexical = new VectorCodes(stride, codes, (float*)(Words + capacity));
        Concept = new VectorCodes(conceptStride, conceptCodes, Lexical.Scales + capacity);
        Tenants = (int*)((byte*)Concept.Scales + (capacity * conceptScale));
        int* gramEnds = Tenants + capacity;
        if (hasGrams)
            Grams = new GramCodes((ulong*)signatures, gramEnds, (ushort*)(gramEnds + capacity));
    }

    /// <summary>For a block that no view ever held, because loading failed.</summary>
    ~MemoryBlock() => NativeMemory.Free(_memory);

    public int Capacity { get; }

    public int Count { get; private set; }

    /// <summary>Whether another word with so many n-grams can be added.</summary>
    public bool HasRoom(int grams) => Count < Capacity && (Grams.IsEmpty || Grams.Start(Count) + grams <= _gramCapacity);

    /// <summary>Adds a word for which there is room; an empty <paramref name="concept"/> is none.</summary>
    public void Append(
        long word, int tenant, ReadOnlySpan<float> lexical, ReadOnlySpan<float> concept, ReadOnlySpan<ushort> grams)
    {
        Set(Lexical, lexical);
        if (!Concept.IsEmpty)
            Set(Concept, concept);
        if (!Grams.IsEmpty)
            Set(grams);
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

    private void Set(ReadOnlySpan<ushort> grams)
    {
        GramSignature.Write(grams, new Span<ulong>(Grams.Signatures + ((long)Count * GramSignature.Length), GramSignature.Length));
        int start = Grams.Start(Count);
        grams.CopyTo(new Span<ushort>(Grams.Codes + start, grams.Length));
        Grams.Ends[Count] = start + grams.Length;
    }

    private void Set(VectorCodes space, ReadOnlySpan<float> vector)
    {
        var codes = new Span<byte>(space.Codes + ((long)Count * space.Stride), space.Stride);
        if (vector.IsEmpty)
            codes.Clear();
        space.Scales[Count] = vector.IsEmpty ? 0 : VectorQuantizer.Encode(vector, codes);
    }
}
