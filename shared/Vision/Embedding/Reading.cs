namespace Indexing.Vision.Embedding;

/// <summary>A text that a region may show.</summary>
/// <param name="Text">0-9, a-z and inner spaces; empty: no text at all.</param>
/// <param name="Probability">0..1, among the readings that were found.</param>
public readonly record struct Reading(string Text, double Probability);
