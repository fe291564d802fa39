using Indexing.Contracts;

namespace Indexing.Ingest.Messaging;

/// <summary>Outcome of announcing a picture.</summary>
public abstract record AnnounceResult
{
    private AnnounceResult()
    {
    }

    /// <summary>The picture will be indexed, or this version is known already.</summary>
    /// <param name="Status">What is known of the picture now.</param>
    public sealed record Accepted(ImageStatusView Status) : AnnounceResult;

    /// <summary>The announcement cannot be accepted as it is.</summary>
    /// <param name="Code">Stable code: <c>invalid_request</c>, <c>unknown_tenant</c> or <c>inline_too_large</c>.</param>
    /// <param name="Detail">What to change.</param>
    public sealed record Refused(string Code, string Detail) : AnnounceResult;
}
