using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Indexing.VectorStore.Sqlite.Segments;

/// <summary>
/// First 4096 bytes of a segment file, little-endian. Behind it, without gaps: signatures (Count x 64 bytes), codes (Count x Stride),
/// concept codes (Count x ConceptStride), word ids (Count x 8), scales (Count x 4, float), concept scales (likewise, unless ConceptStride
/// is 0), tenants (Count x 4), ends of the words' n-grams (Count x 4), n-grams (GramCount x 2). Files of scenes lack everything about
/// n-grams. The strides are multiples of 32, so every array is aligned. Pack = 4: no padding gets into the checksum.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct SegmentHeader
{
    public const int Size = 4096;

    private const ulong WordMagic = 0x33474553_44524F57; // "WORDSEG3"
    private const ulong SceneMagic = 0x31474553_4E454353; // "SCENSEG1"

    private ulong _magic;
    public Guid StoreId;
    public long FirstWord;
    public long LastWord;
    public long Generation;
    public int Dimension;

    /// <summary>The store's when the file was written; 0: no word had a concept then.</summary>
    public int ConceptDimension;

    public int Count;

    /// <summary>Codes of n-grams of all words together.</summary>
    public int GramCount;

    public uint PayloadChecksum;
    private uint _headerChecksum;

    /// <summary>Words have n-grams, scenes have none.</summary>
    public bool HasGrams
    {
        readonly get => _magic == WordMagic;
        set => _magic = value ? WordMagic : SceneMagic;
    }

    public readonly int Stride => Scan.VectorQuantizer.Stride(Dimension);

    public readonly int ConceptStride => Scan.VectorQuantizer.Stride(ConceptDimension);

    public readonly long CodesOffset => Size + (HasGrams ? (long)Count * Scan.GramSignature.Bytes : 0);

    public readonly long ConceptCodesOffset => CodesOffset + ((long)Count * Stride);

    public readonly long WordsOffset => ConceptCodesOffset + ((long)Count * ConceptStride);

    public readonly long ScalesOffset => WordsOffset + ((long)Count * sizeof(long));

    public readonly long ConceptScalesOffset => ScalesOffset + ((long)Count * sizeof(float));

    public readonly long TenantsOffset => ConceptScalesOffset + (ConceptDimension == 0 ? 0 : (long)Count * sizeof(float));

    public readonly long GramEndsOffset => TenantsOffset + ((long)Count * sizeof(int));

    public readonly long GramsOffset => GramEndsOffset + (HasGrams ? (long)Count * sizeof(int) : 0);

    public readonly long FileLength => GramsOffset + ((long)GramCount * sizeof(ushort));

    public byte[] ToBytes()
    {
        _headerChecksum = 0;
        _headerChecksum = OwnChecksum();
        byte[] bytes = new byte[Size];
        MemoryMarshal.Write(bytes, in this);
        return bytes;
    }

    /// <summary>Reads a header; <see langword="null"/> when these bytes are not one.</summary>
    public static SegmentHeader? FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Size)
            return null;
        SegmentHeader header = MemoryMarshal.Read<SegmentHeader>(bytes);
        uint checksum = header._headerChecksum;
        header._headerChecksum = 0;
        return header._magic is WordMagic or SceneMagic && header.OwnChecksum() == checksum && header.Count >= 0 && header.GramCount >= 0
            ? header
            : null;
    }

    private readonly uint OwnChecksum()
    {
        Span<byte> bytes = stackalloc byte[Unsafe.SizeOf<SegmentHeader>()];
        MemoryMarshal.Write(bytes, in this);
        return Crc32C.Append(0, bytes);
    }
}
