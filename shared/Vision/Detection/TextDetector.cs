using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;

namespace Indexing.Vision.Detection;

/// <summary>
/// DB text detection (Liao et al. 2020): a network marks the shrunk inside of every word at half resolution, post-processing grows each
/// mark back to a rotated rectangle. Pictures of the same padded size share a call of the network. Safe for concurrent use.
/// </summary>
public sealed class TextDetector : ITextDetector, IDisposable
{
    private readonly DetectorDescription _description;
    private readonly DetectorSizes _sizes;
    private readonly BatchSizes _batches;
    private readonly OnnxNetwork _network;
    private readonly WorkspacePool<DetectorWorkspace> _workspaces;
    private readonly BatchQueue<DetectorCall> _queue;

    /// <summary>Loads the network; on a device that wants fixed shapes it has run every one of them when this returns.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="device">What runs the network.</param>
    /// <param name="maxSide">Longest side of a picture in pixels; only the shapes of a device with fixed ones follow it.</param>
    /// <exception cref="ModelPackException">The network is damaged or of another kind.</exception>
    /// <exception cref="InferenceException">The device was lost on the way.</exception>
    public TextDetector(ModelPack pack, InferenceDevice device, int maxSide = 1280)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(device);
        _description = pack.Description.Detector;
        (_sizes, _batches) = Shapes(_description, device, maxSide);
        _network = OnnxNetwork.Load(pack.Folder, _description, device, DetectorWorkspace.Signature, Buckets(_sizes, _batches));
        _workspaces = new WorkspacePool<DetectorWorkspace>(() => new DetectorWorkspace(_network, _description.OutputStride));
        var places = Math.Min(device.DetectorBatch, _network.LargestBatch);
        _queue = new BatchQueue<DetectorCall>(_network.Name, places, device.Options, device.Health, Run);
    }

    /// <summary>In what the network computes.</summary>
    public Precision Precision => _network.Precision;

    /// <inheritdoc/>
    public Task DetectAsync(DecodedImage image, List<TextRegion> regions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(regions);
        return _queue.RunAsync(new DetectorCall(image, regions, _sizes.Of(image.Width, image.Height)), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queue.Dispose();
        _workspaces.Dispose();
        _network.Dispose();
    }

    /// <summary>The shapes that a device with fixed ones sees.</summary>
    internal static IReadOnlyList<NetworkShape> Buckets(ModelPack pack, InferenceDevice device, int maxSide)
    {
        var (sizes, batches) = Shapes(pack.Description.Detector, device, maxSide);
        return Buckets(sizes, batches);
    }

    private static (DetectorSizes Sizes, BatchSizes Batches) Shapes(DetectorDescription description, InferenceDevice device, int maxSide)
    {
        if (device.Provider.HasFixedShapes)
            return (DetectorSizes.Few(description.SizeMultiple, maxSide), BatchSizes.Padded(device.DetectorBatch));
        // Twice the network's own multiple brings 3:2 and 8:5 photographs together for 3 % more pixels (svt_train); four times costs 12 %.
        return (DetectorSizes.Any(description.SizeMultiple * (device.DetectorBatch > 1 ? 2 : 1)), BatchSizes.Any);
    }

    private static List<NetworkShape> Buckets(DetectorSizes sizes, BatchSizes batches) =>
        [.. from size in sizes.Fixed from batch in batches.Sizes select new NetworkShape(batch, size.Width, size.Height)];

    private void Run(ReadOnlySpan<DetectorCall> calls, int limit)
    {
        var workspace = _workspaces.Rent();
        try
        {
            for (int done = 0, taken; done < calls.Length; done += taken)
            {
                (taken, var batch) = _batches.Next(calls.Length - done, limit);
                Run(calls.Slice(done, taken), batch, workspace);
            }
        }
        catch
        {
            // A failed native call leaves the bound tensors in an unknown state: they are not used again.
            workspace.Dispose();
            throw;
        }

        _workspaces.Return(workspace);
    }

    private void Run(ReadOnlySpan<DetectorCall> calls, int batch, DetectorWorkspace workspace)
    {
        var (width, height) = calls[0].Shape;
        var (mapWidth, mapHeight) = (width / _description.OutputStride, height / _description.OutputStride);
        var (inputLength, mapLength) = (width * height * 3, mapWidth * mapHeight);
        var watch = CallWatch.Start(_network.Name);
        workspace.Bind(new NetworkShape(batch, width, height));
        for (var i = 0; i < calls.Length; i++)
            FillPadded(calls[i].Image, workspace.Input.Slice(i * inputLength, inputLength), width, height);
        watch.Prepared();
        workspace.Run();
        watch.HasRun();
        for (var i = 0; i < calls.Length; i++)
        {
            var image = calls[i].Image;
            var map = new ProbabilityMap(
                workspace.Map.Slice(i * mapLength, mapLength), mapWidth, Cells(image.Width), Cells(image.Height));
            workspace.Extractor.Extract(map, _description, image.Width, image.Height, calls[i].Regions);
        }

        watch.HasRead();
    }

    private int Cells(int pixels) => (pixels + _description.OutputStride - 1) / _description.OutputStride;

    /// <summary>Copies the picture to the top-left corner of the tensor; the rest is black, as in training.</summary>
    private static void FillPadded(DecodedImage image, Span<byte> tensor, int width, int height)
    {
        var stride = image.Width * 3;
        for (var y = 0; y < image.Height; y++)
        {
            var row = tensor.Slice(y * width * 3, width * 3);
            image.Pixels.Slice(y * stride, stride).CopyTo(row);
            row[stride..].Clear();
        }

        tensor[(image.Height * width * 3)..(height * width * 3)].Clear();
    }
}
