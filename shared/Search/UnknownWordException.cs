namespace Indexing.Search;

/// <summary>A word has no vector in the sentence pack; the message names known ones that are spelt nearly so.</summary>
public sealed class UnknownWordException(string message) : InvalidQueryException(message);
