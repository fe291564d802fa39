using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Indexing.VectorStore.Qdrant.Rest;

/// <summary>One request, ready to be sent.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Operation">Name in spans, metrics and messages.</param>
/// <param name="Collection">Collection or alias that is addressed; empty for calls about the server.</param>
/// <param name="Path">Path and query, relative to the server.</param>
/// <param name="Body">JSON, or empty.</param>
internal sealed record Call(HttpMethod Method, string Operation, string Collection, string Path, ReadOnlyMemory<byte> Body)
{
    public static Call Get(string operation, string collection, string path) =>
        new(HttpMethod.Get, operation, collection, path, ReadOnlyMemory<byte>.Empty);

    public static Call With<T>(HttpMethod method, string operation, string collection, string path, T body, JsonTypeInfo<T> type) =>
        new(method, operation, collection, path, JsonSerializer.SerializeToUtf8Bytes(body, type));
}
