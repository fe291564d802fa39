using System.Net;

namespace Indexing.Client;

/// <summary>The service did not answer as asked; a connection that fails is an <see cref="HttpRequestException"/>.</summary>
public sealed class IndexingApiException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">Stable name of the problem, or empty when something else than the service answered.</param>
    /// <param name="detail">What was wrong and what to do.</param>
    /// <param name="retryAfter">When the same request may succeed.</param>
    public IndexingApiException(HttpStatusCode status, string code, string detail, TimeSpan? retryAfter)
        : base($"{(int)status} {(code.Length > 0 ? code : status.ToString())}: {detail}")
    {
        Status = status;
        Code = code;
        Detail = detail;
        RetryAfter = retryAfter;
    }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>
    /// Stable name of the problem, for example <c>invalid_query</c>; empty when something else than the service answered.
    /// </summary>
    public string Code { get; }

    /// <summary>What was wrong and what to do, for a person.</summary>
    public string Detail { get; }

    /// <summary>How long to wait before the same request, or <see langword="null"/> when the service does not say.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Whether the request must be changed first; otherwise it is the service that failed.</summary>
    public bool IsRefused => !IsTransient && (int)Status is >= 400 and < 500;

    /// <summary>Whether the same request may succeed later: too many requests, or the service or what it stands on is away.</summary>
    public bool IsTransient => Status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
}
