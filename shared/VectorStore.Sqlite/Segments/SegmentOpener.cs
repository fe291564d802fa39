using Indexing.VectorStore.Sqlite.Database;
using Microsoft.Extensions.Logging;

namespace Indexing.VectorStore.Sqlite.Segments;

/// <summary>Opens segment files and gets rid of those that cannot be used: they only repeat what the database holds.</summary>
internal sealed class SegmentOpener(StoreFiles files, SegmentKind kind, ILogger logger)
{
    /// <summary>The block of this row, or <see langword="null"/> when its file is missing or damaged.</summary>
    public BlockView? TryOpen(SegmentRow row, SegmentState state)
    {
        string path = files.Segment(row.File);
        try
        {
            if (MappedSegment.TryOpen(path, row, kind, state) is { } segment)
                return new BlockView(segment, row.WordCount, row);
            SqliteVectorStoreLog.SegmentUnusable(logger, path, null);
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            SqliteVectorStoreLog.SegmentUnusable(logger, path, exception);
        }
        return null;
    }
}
