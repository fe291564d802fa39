using Indexing.Vision.Detection;
using Indexing.Vision.Embedding;
using Indexing.Vision.Imaging;

namespace Indexing.Vision.Onnx;

/// <summary>Times the networks that read pictures, bucket by bucket, to compare devices and precisions.</summary>
/// <param name="pack">The pack.</param>
/// <param name="maxSide">Longest side of a picture in pixels.</param>
public sealed class NetworkTimings(ModelPack pack, int maxSide)
{
    private const int Runs = 5;

    /// <summary>
    /// The buckets to look at: those that the device is warmed for, or on a device without fixed shapes one picture of each usual size and
    /// one word and a full batch of each width.
    /// </summary>
    /// <param name="device">The device.</param>
    public (IReadOnlyList<NetworkShape> Pictures, IReadOnlyList<NetworkShape> Words) BucketsOf(InferenceDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (device.Provider.HasFixedShapes)
            return (TextDetector.Buckets(pack, device, maxSide), RegionEmbedder.Buckets(pack, device));
        var sizes = DetectorSizes.Few(pack.Description.Detector.SizeMultiple, maxSide).Fixed;
        var words = from bucket in pack.Description.WordEncoder.Buckets
                    from batch in new[] { 1, device.WordBatch }
                    select new NetworkShape(batch, bucket.Width, RegionCropper.Height);
        return ([.. sizes.Select(size => new NetworkShape(1, size.Width, size.Height))], [.. words.Distinct()]);
    }

    /// <summary>Loads the networks and times them.</summary>
    /// <param name="device">What runs them.</param>
    /// <param name="buckets">What to run.</param>
    /// <returns>One entry per bucket, in order.</returns>
    /// <exception cref="ModelPackException">A network cannot be loaded.</exception>
    public IReadOnlyList<NetworkTiming> Measure(
        InferenceDevice device, (IReadOnlyList<NetworkShape> Pictures, IReadOnlyList<NetworkShape> Words) buckets)
    {
        ArgumentNullException.ThrowIfNull(device);
        return
        [
            .. Measure(device, pack.Description.Detector, DetectorWorkspace.Signature, buckets.Pictures),
            .. Measure(device, pack.Description.WordEncoder, EmbedderWorkspace.Signature, buckets.Words),
        ];
    }

    private List<NetworkTiming> Measure(
        InferenceDevice device, NetworkDescription description, NetworkSignature signature, IReadOnlyList<NetworkShape> shapes)
    {
        using var network = OnnxNetwork.Load(pack.Folder, description, device, signature, shapes);
        // Where the device was warmed, the first call must be as fast as any; elsewhere it still allocates.
        var warmRuns = device.Provider.HasFixedShapes ? 0 : 1;
        return [.. shapes.Where(shape => shape.Batch <= network.LargestBatch).Select(shape => network.Time(shape, warmRuns, Runs))];
    }
}
