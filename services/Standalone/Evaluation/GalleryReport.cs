namespace Indexing.Standalone.Evaluation;

/// <summary>How a set was indexed.</summary>
/// <param name="ImagesPerSecond">From file to stored words, the models loaded before.</param>
/// <param name="Rejected">Images that could not be indexed, with reason.</param>
internal sealed record GalleryReport(double ImagesPerSecond, IReadOnlyList<string> Rejected);
