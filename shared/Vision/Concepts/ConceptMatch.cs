namespace Indexing.Vision.Concepts;

/// <summary>A concept that a word may have.</summary>
/// <param name="Concept">The concept.</param>
/// <param name="Similarity">Cosine of the word's and the concept's vector, -1..1.</param>
public readonly record struct ConceptMatch(Concept Concept, float Similarity);
