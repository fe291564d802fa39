using Indexing.VectorStore.Sqlite.Database;

namespace Indexing.VectorStore.Sqlite.Segments;

/// <summary>Which words the segment files hold, judged by their headers.</summary>
/// <param name="LastWord">All words up to this id are in usable files.</param>
/// <param name="IsBroken">Whether a file behind that is missing or unusable.</param>
internal readonly record struct SegmentInventory(long LastWord, bool IsBroken)
{
    public static SegmentInventory Read(ReadSession session, StoreFiles files, SegmentKind kind, SegmentState state)
    {
        long lastWord = 0;
        foreach (SegmentRow row in session.Segments(kind))
        {
            if (MappedSegment.ReadHeader(files.Segment(row.File), row, kind, state) is null)
                return new SegmentInventory(lastWord, IsBroken: true);
            lastWord = row.LastWord;
        }
        return new SegmentInventory(lastWord, IsBroken: false);
    }
}
