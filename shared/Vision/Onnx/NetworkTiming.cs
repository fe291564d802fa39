namespace Indexing.Vision.Onnx;

/// <summary>How long one call of a network takes, copies from and to the host included.</summary>
/// <param name="Network">Name of the network's file in the pack, without extension.</param>
/// <param name="Precision">What it computed in.</param>
/// <param name="Shape">What it ran with.</param>
/// <param name="First">The first call after the network was loaded, and warmed where its device does that.</param>
/// <param name="Median">Median of the calls.</param>
public sealed record NetworkTiming(string Network, Precision Precision, NetworkShape Shape, TimeSpan First, TimeSpan Median);
