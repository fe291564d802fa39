namespace Indexing.Ingest;

/// <summary>A small copy of a picture, or why there is none; never both.</summary>
/// <param name="Content">A JPEG file; shared, not to be changed.</param>
/// <param name="Rejection">Why there is none.</param>
public sealed record Thumbnail(byte[]? Content, IngestRejection? Rejection);
