namespace Indexing.Vision.Sentences;

/// <summary>
/// What was asked for needs a sentence pack, or a part of one, that is not there. The message says what to do; a retry never helps.
/// </summary>
public sealed class SentencePackMissingException(string message) : Exception(message);
