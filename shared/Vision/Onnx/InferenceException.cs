namespace Indexing.Vision.Onnx;

/// <summary>
/// The device that runs the networks cannot be had, has no memory left, or was lost. The message says what to do. A picture that fails so
/// is as good as before and belongs to another process, to a later moment or to the next start of this one.
/// </summary>
public sealed class InferenceException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed and what to do.</param>
    /// <param name="isTransient">Whether the same call may succeed in another process or later.</param>
    /// <param name="innerException">ONNX Runtime's own exception.</param>
    public InferenceException(string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException) => IsTransient = isTransient;

    /// <summary>Whether the same call may succeed in another process or later: the device failed, the work was not refused.</summary>
    public bool IsTransient { get; }

    /// <summary>Whether this process will never compute again: only a new one gets a new context of the device.</summary>
    public bool IsDeviceLost { get; init; }
}
