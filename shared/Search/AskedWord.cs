namespace Indexing.Search;

/// <summary>A word of a picture that was given as the question.</summary>
/// <param name="Text">What the product reads there; only shown.</param>
/// <param name="Look">Unit vector of its spelling.</param>
/// <param name="Meaning">Unit vector of its meaning; empty when it means nothing that is known.</param>
internal sealed record AskedWord(string Text, float[] Look, float[] Meaning);
