namespace Indexing.Standalone.Explanation;

/// <summary>A concept that a word may stand for.</summary>
/// <param name="Name">Its usual name; <c>search --mode concept NAME</c> asks for it.</param>
/// <param name="Gloss">What it is.</param>
/// <param name="Similarity">Cosine of the word's meaning and the concept, -1..1.</param>
internal sealed record ExplainedConcept(string Name, string Gloss, float Similarity);
