using Indexing.Vision.Onnx;

namespace Indexing.Vision.Sentences;

/// <summary>Times the image tower, bucket by bucket, to compare devices and precisions.</summary>
/// <param name="pack">The pack.</param>
public sealed class SceneTimings(SentencePack pack)
{
    private const int Runs = 5;

    /// <summary>The buckets to look at: those that the device is warmed for, or one picture and a full batch.</summary>
    /// <param name="device">The device.</param>
    public IReadOnlyList<NetworkShape> BucketsOf(InferenceDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (device.Provider.HasFixedShapes)
            return SceneEncoder.Buckets(pack, device);
        var image = pack.Description.Image;
        var batches = new[] { 1, device.DetectorBatch }.Distinct();
        return [.. batches.Select(batch => new NetworkShape(batch, image.InputWidth, image.InputHeight))];
    }

    /// <summary>Loads the network and times it, its map included where it has one.</summary>
    /// <param name="device">What runs it.</param>
    /// <param name="buckets">What to run.</param>
    /// <returns>One entry per bucket, in order.</returns>
    /// <exception cref="ModelPackException">The network cannot be loaded.</exception>
    public IReadOnlyList<NetworkTiming> Measure(InferenceDevice device, IReadOnlyList<NetworkShape> buckets)
    {
        ArgumentNullException.ThrowIfNull(device);
        using var network = OnnxNetwork.Load(
            pack.Folder, pack.Description.Image, device, ImageTower.Signature(pack, device), buckets);
        // Where the device was warmed, the first call must be as fast as any; elsewhere it still allocates.
        var warmRuns = device.Provider.HasFixedShapes ? 0 : 1;
        return [.. buckets.Where(shape => shape.Batch <= network.LargestBatch).Select(shape => network.Time(shape, warmRuns, Runs))];
    }
}
