using System.Net;
using System.Text.Json;

namespace Indexing.VectorStore.Qdrant.Rest;

/// <summary>Turns what can go wrong between client and server into the port's exception, with advice.</summary>
internal static class QdrantErrors
{
    public static VectorStoreException Unreachable(Uri server, string operation, Exception exception) => new(
        $"Qdrant at {server.Authority} cannot be reached for {operation}: {exception.Message} Check Qdrant:Url and that the server runs.",
        isTransient: true,
        exception);

    public static VectorStoreException TimedOut(Uri server, string operation, TimeSpan timeout) => new(
        $"Qdrant at {server.Authority} did not answer {operation} within {timeout}. Raise Qdrant:Timeout if it is only busy.",
        isTransient: true);

    public static VectorStoreException NotUnderstood(Uri server, string operation, Exception exception) => new(
        $"Qdrant at {server.Authority} answered {operation} with something that is not its JSON. Does Qdrant:Url name Qdrant's REST port, "
        + "and is it version 1.15 or newer?",
        isTransient: false,
        exception);

    /// <summary>A missing collection is transient: the next call makes it again.</summary>
    public static VectorStoreException Refused(Uri server, string operation, HttpStatusCode status, string body) => new(
        $"Qdrant at {server.Authority} answered {operation} with {(int)status}: {Reason(body)} {Advice(status)}".TrimEnd(),
        IsTransient(status));

    private static bool IsTransient(HttpStatusCode status) =>
        (int)status >= 500
        || status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.NotFound;

    private static string Advice(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
            "Set Qdrant:ApiKey to a key that may read and write these collections, and see that the server is not read-only.",
        HttpStatusCode.NotFound => "The collection is made again with the next call.",
        HttpStatusCode.RequestEntityTooLarge => "Lower Qdrant:MaxRequestBytes below the server's service.max_request_size_mb.",
        HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity =>
            "If vectors are meant, the collection must have those of "
            + "Qdrant:Dimension and Qdrant:ConceptDimension, the sparse vector grams, and for scenes the vector scene.",
        _ => "",
    };

    /// <summary>The server's sentence, or the start of whatever a proxy sent instead.</summary>
    private static string Reason(string body)
    {
        const int MaxLength = 300;
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            if (document.RootElement.TryGetProperty("status", out JsonElement status)
                && status.ValueKind == JsonValueKind.Object
                && status.TryGetProperty("error", out JsonElement error))
                return error.ToString();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not Qdrant's form: what came is shown as it is.
        }
        return body.Length <= MaxLength ? body : body[..MaxLength];
    }
}
