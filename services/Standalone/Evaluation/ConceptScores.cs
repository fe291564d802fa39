namespace Indexing.Standalone.Evaluation;

/// <summary>How well meanings were recognised by one method; all measures 0..1.</summary>
/// <param name="Map">Mean over the words of the average precision of the concepts of a word, ranked by score (image to concept).</param>
/// <param name="Precision1">Share of the words whose first concept is one of theirs.</param>
/// <param name="MapSearch">
/// Mean over the concepts of the average precision of the words that have one, ranked by score (concept to image).
/// </param>
internal sealed record ConceptScores(double Map, double Precision1, double MapSearch);
