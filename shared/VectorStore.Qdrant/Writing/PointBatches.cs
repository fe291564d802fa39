using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Indexing.VectorStore.Qdrant.Rest;

namespace Indexing.VectorStore.Qdrant.Writing;

/// <summary>Writes points as the bodies of upserts, a new one when a body has reached the limit.</summary>
internal static class PointBatches
{
    /// <summary>
    /// Bodies <c>{"points":[...]}</c>; a body exceeds <paramref name="maxBytes"/> by at most its last point. Each body is valid until
    /// the next is asked for: they share one buffer.
    /// </summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Of<T>(IEnumerable<T> points, JsonTypeInfo<T> type, int maxBytes)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        foreach (T point in points)
        {
            if (writer.BytesCommitted + writer.BytesPending == 0)
                Begin(writer);
            JsonSerializer.Serialize(writer, point, type);
            if (writer.BytesCommitted + writer.BytesPending < maxBytes)
                continue;
            yield return End(writer, buffer);
            buffer.ResetWrittenCount();
            writer.Reset();
        }
        if (writer.BytesCommitted + writer.BytesPending > 0)
            yield return End(writer, buffer);
    }

    public static Call Upsert(string collection, ReadOnlyMemory<byte> body) =>
        new(HttpMethod.Put, "upsert", collection, $"collections/{collection}/points?wait=true", body);

    private static void Begin(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("points");
    }

    private static ReadOnlyMemory<byte> End(Utf8JsonWriter writer, ArrayBufferWriter<byte> buffer)
    {
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
