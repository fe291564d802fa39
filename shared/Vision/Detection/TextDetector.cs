using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Indexing.Vision.Detection;

/// <summary>
/// DB text detection (Liao et al. 2020): a network marks the shrunk inside of every word at half resolution, post-processing grows each
/// mark back to a rotated rectangle. Pictures of the same padded size share a call of the network. Safe for concurrent use.
/// </summary>
public sealed class TextDetector : ITextDetector, IDisposable
{
    private readonly DetectorDescription _description;
    private readonly OnnxNetwork _network;
    private readonly WorkspacePool<DetectorWorkspace> _workspaces;
    private readonly BatchQueue<DetectorCall> _queue;
    private readonly int _sizeMultiple;

    /// <summary>Loads the network.</summary>
    /// <exception cref="ModelPackException">The network is damaged or of another kind.</exception>
    public TextDetector(ModelPack pack, OnnxOptions options)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(options);
        _description = pack.Description.Detector;
        // Twice the network's own multiple brings 3:2 and 8:5 photographs together for 3 % more pixels (svt_train); four times costs 12 %.
        _sizeMultiple = _description.SizeMultiple * (options.DetectorBatch > 1 ? 2 : 1);
        _network = OnnxNetwork.Load(pack, _description, options, "image", "probability");
        _workspaces = new WorkspacePool<DetectorWorkspace>(() => new DetectorWorkspace());
        _queue = new BatchQueue<DetectorCall>(_network.Name, options.DetectorBatch, options, Run);
    }

    /// <inheritdoc/>
    public Task DetectAsync(DecodedImage image, List<TextRegion> regions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(regions);
        var shape = (RoundUp(image.Width), RoundUp(image.Height));
        return _queue.RunAsync(new DetectorCall(image, regions, shape), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queue.Dispose();
        _workspaces.Dispose();
        _network.Dispose();
    }

    private void Run(ReadOnlySpan<DetectorCall> calls)
    {
        var workspace = _workspaces.Rent();
        try
        {
            Run(calls, workspace);
        }
        catch
        {
            workspace.Dispose();
            throw;
        }

        _workspaces.Return(workspace);
    }

    private void Run(ReadOnlySpan<DetectorCall> calls, DetectorWorkspace workspace)
    {
        var (width, height) = calls[0].Shape;
        var (mapWidth, mapHeight) = (width / _description.OutputStride, height / _description.OutputStride);
        var (inputLength, mapLength) = (width * height * 3, mapWidth * mapHeight);
        var input = workspace.Input(calls.Length * inputLength);
        var output = workspace.Map(calls.Length * mapLength);
        for (var i = 0; i < calls.Length; i++)
            FillPadded(calls[i].Image, input.Span.Slice(i * inputLength, inputLength), width, height);

        long[] inputShape = [calls.Length, height, width, 3], outputShape = [calls.Length, mapHeight, mapWidth];
        using var inputTensor = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, input, inputShape);
        using var outputTensor = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, output, outputShape);
        using var binding = _network.Session.CreateIoBinding();
        binding.BindInput("image", inputTensor);
        binding.BindOutput("probability", outputTensor);
        _network.Session.RunWithBinding(_network.RunOptions, binding);

        for (var i = 0; i < calls.Length; i++)
        {
            var image = calls[i].Image;
            var map = new ProbabilityMap(
                output.Span.Slice(i * mapLength, mapLength), mapWidth, Cells(image.Width), Cells(image.Height));
            workspace.Extractor.Extract(map, _description, image.Width, image.Height, calls[i].Regions);
        }
    }

    private int Cells(int pixels) => (pixels + _description.OutputStride - 1) / _description.OutputStride;

    private int RoundUp(int length) => (length + _sizeMultiple - 1) / _sizeMultiple * _sizeMultiple;

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
