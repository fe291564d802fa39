namespace Indexing.Standalone.Packs;

/// <summary>A model pack cannot be installed: it is incomplete, damaged, or of a form that cannot be used. Says what to do.</summary>
internal sealed class PackRefusedException(string message, Exception? innerException = null) : Exception(message, innerException);
