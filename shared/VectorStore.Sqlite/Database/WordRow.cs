using System.Runtime.InteropServices;

namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>Reads a row of <c>words</c> (alias w).</summary>
internal static class WordRow
{
    public const string Columns =
        "w.region_index, w.quad, w.transcription, w.confidence, w.detection_score, w.posteriors";

    public static StoredWord Read(Statement row, ImageKey image) => new(
        image,
        row.Int(0),
        MemoryMarshal.Read<NormalizedQuad>(row.Blob(1)),
        row.Text(2),
        row.Float(3),
        row.Float(4),
        row.Blob(5).ToArray());
}
