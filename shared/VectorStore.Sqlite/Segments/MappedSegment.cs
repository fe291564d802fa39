using System.IO.MemoryMappedFiles;
using Indexing.VectorStore.Sqlite.Database;

namespace Indexing.VectorStore.Sqlite.Segments;

/// <summary>
/// A segment file in memory. Files are never changed once they have their name, only removed, and a mapping outlives the
/// removal, so a scan never reads a page that is gone.
/// </summary>
internal sealed unsafe class MappedSegment : WordBlock
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    private MappedSegment(MemoryMappedFile file, MemoryMappedViewAccessor view, byte* start, SegmentHeader header)
    {
        _file = file;
        _view = view;
        if (header.HasGrams)
        {
            Grams = new GramCodes(
                (ulong*)(start + SegmentHeader.Size), (int*)(start + header.GramEndsOffset), (ushort*)(start + header.GramsOffset));
        }
        Lexical = new VectorCodes(header.Stride, start + header.CodesOffset, (float*)(start + header.ScalesOffset));
        Concept = new VectorCodes(
            header.ConceptStride, start + header.ConceptCodesOffset, (float*)(start + header.ConceptScalesOffset));
        Words = (long*)(start + header.WordsOffset);
        Tenants = (int*)(start + header.TenantsOffset);
    }

    /// <summary>Maps a file, or returns <see langword="null"/> when it is missing, torn or not the one the row speaks of.</summary>
    public static MappedSegment? TryOpen(string path, SegmentRow row, SegmentKind kind, SegmentState state)
    {
        if (ReadHeader(path, row, kind, state) is not { } header)
            return null;
        var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        MemoryMappedViewAccessor view = file.CreateViewAccessor(0, header.FileLength, MemoryMappedFileAccess.Read);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        start += view.PointerOffset;
        var segment = new MappedSegment(file, view, start, header);
        if (Checksum(start + SegmentHeader.Size, header.FileLength - SegmentHeader.Size) == header.PayloadChecksum)
            return segment;
        segment.Free();
        return null;
    }

    /// <summary>The header, when the file is there, complete in length and the one the row speaks of.</summary>
    public static SegmentHeader? ReadHeader(string path, SegmentRow row, SegmentKind kind, SegmentState state)
    {
        if (!File.Exists(path))
            return null;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        byte[] bytes = new byte[SegmentHeader.Size];
        int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (SegmentHeader.FromBytes(bytes.AsSpan(0, length)) is not { } header)
            return null;
        // Files from before the first concept stay: none of their words has one.
        bool fits = header.HasGrams == kind.HasGrams && header.StoreId == state.StoreId && header.Dimension == state.Dimension
            && (header.ConceptDimension == 0 || header.ConceptDimension == state.ConceptDimension) && header.Count == row.WordCount
            && header.FirstWord == row.FirstWord && header.LastWord == row.LastWord && header.Generation == row.Generation
            && header.FileLength == stream.Length;
        return fits ? header : null;
    }

    protected override void Free()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private static uint Checksum(byte* start, long length)
    {
        const int Step = 1 << 30;
        uint checksum = 0;
        for (long done = 0; done < length; done += Step)
            checksum = Crc32C.Append(checksum, new ReadOnlySpan<byte>(start + done, (int)Math.Min(Step, length - done)));
        return checksum;
    }
}
