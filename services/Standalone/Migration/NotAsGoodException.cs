namespace Indexing.Standalone.Migration;

/// <summary>A new generation is not as good as the active one; the message says why, and that nothing was made active.</summary>
internal sealed class NotAsGoodException(string message) : Exception(message);
