namespace Indexing.Vision.Sentences;

/// <summary>A sentence says nothing that a text tower could read: it is empty, or the tower knows none of its words.</summary>
public sealed class EmptySentenceException(string message) : Exception(message);
