using System.Runtime.Serialization;
using System.Text.Json;
using Indexing.BlobStore;
using Indexing.Ingest.Messaging;
using Indexing.VectorStore;
using Indexing.Vision.Onnx;

namespace Indexing.Ingest.RabbitMq;

/// <summary>What kind of failure an attempt ended with.</summary>
/// <param name="Reason">
/// Stable code: <c>malformed_json</c>, <c>invalid_message</c>, <c>unknown_schema_version</c>, <c>unknown_tenant</c>,
/// <c>inline_too_large</c>, <c>unknown_message_type</c>, <c>process_died</c>, <c>store_failed</c>, <c>attempts_exhausted</c> or
/// <c>defect</c>.
/// </param>
/// <param name="Class">Whether another attempt can help.</param>
/// <param name="Error">The failure as a sentence.</param>
public sealed record Failure(string Reason, FailureClass Class, string Error)
{
    /// <summary>Header values are read by people; a stack trace belongs to the log.</summary>
    private const int MaxError = 1024;

    /// <summary>Describes what a consumer or a deserialiser threw.</summary>
    public static Failure Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        for (var e = exception; e is not null; e = e.InnerException)
            if (Known(e) is { } failure)
                return failure;
        return new Failure("defect", FailureClass.Permanent, Text(exception));
    }

    private static Failure? Known(Exception exception) => exception switch
    {
        InvalidMessageException e => new Failure(e.Code, FailureClass.Permanent, e.Message),
        JsonException or SerializationException { InnerException: null } =>
            new Failure("malformed_json", FailureClass.Permanent, Text(exception)),
        VectorStoreException { IsTransient: true } or BlobStoreException { IsTransient: true }
            or InferenceException { IsTransient: true } =>
            new Failure("attempts_exhausted", FailureClass.Transient, Text(exception)),
        VectorStoreException or BlobStoreException => new Failure("store_failed", FailureClass.Permanent, Text(exception)),
        _ => null,
    };

    private static string Text(Exception exception)
    {
        var text = $"{exception.GetType().Name}: {exception.Message}";
        return text.Length <= MaxError ? text : text[..MaxError];
    }
}
