using Indexing.Benchmarks.Scale.Model;

namespace Indexing.Benchmarks.Scale;

/// <summary>
/// A GPU that nobody has measured. Host times are those of the CPU worker around its networks (results/inference.md); the batch sizes are
/// the product's for CUDA; the times on the device are a guess for a card of the T4 to L4 class: 6.2 GMAC a picture and some 0.08 GMAC a
/// word at a tenth to a fifth of its FP16 peak, and half a millisecond to start a call.
/// </summary>
internal static class GpuAssumption
{
    /// <summary>So that batches of four pictures come together while others are decoded and stored.</summary>
    public const int InHand = 32;

    private static readonly BatchCurve Detector = new(0.0005, 0.0015, 4);
    private static readonly BatchCurve Words = new(0.0005, 0.00005, 64);

    /// <summary>The assumption.</summary>
    /// <param name="wordsPerPicture">As calibrated.</param>
    /// <param name="speed">How many times as fast the device is.</param>
    public static GpuDescription Of(double wordsPerPicture, double speed) => new(
        Detector with { Item = Detector.Item / speed }, Words with { Item = Words.Item / speed }, wordsPerPicture,
        DetectHost: 0.0016, EmbedHost: 0.0033);
}
