namespace Indexing.Ingest;

/// <summary>Why a picture cannot be indexed.</summary>
/// <param name="Code">
/// Stable reason code: <c>not_found</c>, <c>forbidden</c>, <c>unsupported_source</c>, <c>hash_mismatch</c>, <c>too_large</c>, or one of
/// <c>ImageRejectionCodes</c>.
/// </param>
/// <param name="Detail">The reason as a sentence.</param>
public sealed record IngestRejection(string Code, string Detail);
