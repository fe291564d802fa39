namespace Indexing.Ingest.Messaging;

/// <summary>A message was not taken by the broker; the same call may succeed later.</summary>
/// <param name="message">What failed and what to do.</param>
/// <param name="innerException">The transport's own exception.</param>
public sealed class QueueUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
