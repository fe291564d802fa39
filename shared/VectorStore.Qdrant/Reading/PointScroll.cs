using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Indexing.VectorStore.Qdrant.Rest;

namespace Indexing.VectorStore.Qdrant.Reading;

/// <summary>Reads all points that match a filter, page by page in the order of their ids.</summary>
internal sealed class PointScroll(QdrantClient client, string readConsistency)
{
    public const int PageSize = 1000;

    /// <summary>Query string of every read.</summary>
    public string Consistency { get; } = readConsistency.Length == 0 ? "" : $"?consistency={readConsistency}";

    public async IAsyncEnumerable<ReadPoint<T>> ReadAsync<T>(
        string collection,
        Filter filter,
        IReadOnlyList<string> fields,
        JsonTypeInfo<Response<ScrollResult<T>>> type,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        IReadOnlyList<string>? vectors = null)
    {
        string? offset = null;
        do
        {
            var request = new ScrollRequest(filter, PageSize, new PayloadSelector(fields), Offset: offset, WithVector: vectors);
            ScrollResult<T> page = await PageAsync(collection, request, type, cancellationToken);
            foreach (ReadPoint<T> point in page.Points)
                yield return point;
            offset = page.NextPageOffset.ValueKind == JsonValueKind.String ? page.NextPageOffset.GetString() : null;
        }
        while (offset is not null);
    }

    public async Task<ScrollResult<T>> PageAsync<T>(
        string collection, ScrollRequest request, JsonTypeInfo<Response<ScrollResult<T>>> type, CancellationToken cancellationToken)
    {
        Call call = Call.With(
            HttpMethod.Post,
            "scroll",
            collection,
            $"collections/{collection}/points/scroll{Consistency}",
            request,
            QdrantJson.Default.ScrollRequest);
        return (await client.CallAsync(call, type, cancellationToken)).Result;
    }
}
