namespace Indexing.BlobStore;

/// <summary>The blob store could not do what it was asked. The message says what to do about it.</summary>
public sealed class BlobStoreException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed and what to do.</param>
    /// <param name="isTransient">Whether the same call may succeed later.</param>
    /// <param name="innerException">The adapter's own exception; never a cancellation.</param>
    public BlobStoreException(string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException) => IsTransient = isTransient;

    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsTransient { get; }
}
