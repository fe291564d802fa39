namespace Indexing.Search;

/// <summary>The question cannot be answered as it was asked; the message says what to change.</summary>
public class InvalidQueryException(string message) : Exception(message);
