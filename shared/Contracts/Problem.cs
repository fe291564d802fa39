namespace Indexing.Contracts;

/// <summary>Why a request was not answered as asked: media type application/problem+json (RFC 9457) with a stable code.</summary>
public sealed record Problem
{
    /// <summary>Address of a text about this kind of problem in general.</summary>
    public string? Type { get; init; }

    /// <summary>Name of the HTTP status.</summary>
    public string? Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What was wrong and what to do, for a person.</summary>
    public string? Detail { get; init; }

    /// <summary>Stable name of the problem for programs, for example <c>invalid_query</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Under which the service's log tells more, when it says anything.</summary>
    public string? TraceId { get; init; }
}
