namespace Indexing.Vision.Onnx.Cuda;

/// <summary>Why CUDA cannot be had, and what to do.</summary>
/// <param name="message">The reason, as a sentence.</param>
/// <param name="isInstalled">Whether somebody has put provider libraries there, so that the reason is a fault and no choice.</param>
/// <param name="innerException">What ONNX Runtime or the loader said.</param>
internal sealed class CudaUnavailableException(string message, bool isInstalled, Exception? innerException = null)
    : Exception(message, innerException)
{
    public bool IsInstalled => isInstalled;
}
