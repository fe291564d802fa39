namespace Indexing.Standalone.Evaluation;

/// <summary>How well the chosen words are those of the captions, and those of the picture; means over the pictures, 0..1.</summary>
/// <param name="Precision">Share of the chosen words that a caption names; a word that was not chosen counts as a wrong one.</param>
/// <param name="Recall">Share of the captions' words that were chosen: with k words for n at most k / n.</param>
/// <param name="Explained">
/// How much of the picture the nearest sum of the chosen words has: words that say the same explain less than different ones.
/// </param>
internal sealed record SummaryScores(double Precision, double Recall, double Explained);
