namespace Indexing.Standalone.Evaluation;

/// <summary>How well phrases were located; shares 0..1.</summary>
/// <param name="Pointing">Share of the phrases whose best place has its middle inside the true box.</param>
/// <param name="Recall1">Share whose best place overlaps the true box by one half (intersection over union).</param>
/// <param name="Phrases">Number of phrases.</param>
internal sealed record LocalizationScores(double Pointing, double Recall1, int Phrases);
