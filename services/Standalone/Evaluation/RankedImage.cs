namespace Indexing.Standalone.Evaluation;

/// <summary>One image of a ranking.</summary>
/// <param name="Image">File name.</param>
/// <param name="Score">Score, or <see langword="null"/> when the image had no candidate.</param>
/// <param name="Relevant">Whether it answers the query.</param>
internal sealed record RankedImage(string Image, double? Score, bool Relevant);
