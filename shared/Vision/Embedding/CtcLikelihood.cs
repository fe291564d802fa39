namespace Indexing.Vision.Embedding;

/// <summary>What the posteriors of one region say about one query; natural logarithms, all at most 0 except for rounding.</summary>
/// <param name="Query">log P(query | region): the CTC forward probability, all alignments of the query summed.</param>
/// <param name="BestPath">Sum over the frames of the log-probability of the most probable class.</param>
/// <param name="NonText">log P(no text | region): the probability of the all-blank path.</param>
/// <param name="Contained">
/// log P of "... query ...": before and after the query any class is allowed at its best probability (filler states), so a word inside a
/// line or a part of a code is found.
/// </param>
public readonly record struct CtcLikelihood(float Query, float BestPath, float NonText, float Contained);
