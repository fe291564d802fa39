namespace Indexing.Standalone.Evaluation;

/// <summary>A picture of a captioned set as the image tower sees it, with what its captions name.</summary>
/// <param name="Vector">Scene vector of unit length.</param>
/// <param name="Words">As <see cref="CaptionWords"/> has them; at least one.</param>
internal sealed record DescribedScene(float[] Vector, IReadOnlyList<string> Words);
