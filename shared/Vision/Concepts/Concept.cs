namespace Indexing.Vision.Concepts;

/// <summary>A kind of thing: a noun synset of WordNet.</summary>
/// <param name="Names">The words for it; the first is the usual one.</param>
/// <param name="Gloss">What it is, in a few words.</param>
public sealed record Concept(IReadOnlyList<string> Names, string Gloss);
