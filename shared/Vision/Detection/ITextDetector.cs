using Indexing.Vision.Imaging;

namespace Indexing.Vision.Detection;

/// <summary>Finds the words of a picture. Safe for concurrent use. A failure is an exception, never "no text".</summary>
public interface ITextDetector
{
    /// <summary>Proposes word regions.</summary>
    /// <param name="image">The decoded picture; only read, and no longer when the task is completed.</param>
    /// <param name="regions">Receives the regions, best first; cleared before. Not to be touched until the task is completed.</param>
    /// <param name="cancellationToken">Takes the call back as long as it waits for its turn; afterwards it runs to its end.</param>
    /// <exception cref="OperationCanceledException">The call was taken back.</exception>
    /// <exception cref="ObjectDisposedException">The detector was disposed before the call's turn.</exception>
    Task DetectAsync(DecodedImage image, List<TextRegion> regions, CancellationToken cancellationToken);
}
