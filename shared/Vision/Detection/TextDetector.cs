using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Indexing.Vision.Detection;

/// <summary>
/// DB text detection (Liao et al. 2020): a network marks the shrunk inside of every word at half resolution, post-processing grows each
/// mark back to a rotated rectangle. Safe for concurrent use.
/// </summary>
public sealed class TextDetector : ITextDetector, IDisposable
{
    private readonly DetectorDescription _description;
    private readonly OnnxNetwork _network;
    private readonly WorkspacePool<DetectorWorkspace> _workspaces;

    /// <summary>Loads the network.</summary>
    /// <exception cref="ModelPackException">The network is damaged or of another kind.</exception>
    public TextDetector(ModelPack pack, OnnxOptions options)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(options);
        _description = pack.Description.Detector;
        _network = OnnxNetwork.Load(pack, _description, options, "image", "probability");
        _workspaces = new WorkspacePool<DetectorWorkspace>(() => new DetectorWorkspace());
    }

    /// <inheritdoc/>
    public void Detect(DecodedImage image, List<TextRegion> regions)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(regions);
        var workspace = _workspaces.Rent();
        try
        {
            Detect(image, regions, workspace);
        }
        catch
        {
            workspace.Dispose();
            throw;
        }

        _workspaces.Return(workspace);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _workspaces.Dispose();
        _network.Dispose();
    }

    private void Detect(DecodedImage image, List<TextRegion> regions, DetectorWorkspace workspace)
    {
        var (width, height) = (RoundUp(image.Width), RoundUp(image.Height));
        var (mapWidth, mapHeight) = (width / _description.OutputStride, height / _description.OutputStride);
        var input = workspace.Input(width * height * 3);
        var output = workspace.Map(mapWidth * mapHeight);
        FillPadded(image, input.Span, width, height);

        using var inputTensor = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, input, [1, height, width, 3]);
        using var outputTensor = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, output, [1, mapHeight, mapWidth]);
        using var binding = _network.Session.CreateIoBinding();
        binding.BindInput("image", inputTensor);
        binding.BindOutput("probability", outputTensor);
        _network.Session.RunWithBinding(_network.RunOptions, binding);

        var map = new ProbabilityMap(output.Span, mapWidth, Cells(image.Width), Cells(image.Height));
        workspace.Extractor.Extract(map, _description, image.Width, image.Height, regions);
    }

    private int Cells(int pixels) => (pixels + _description.OutputStride - 1) / _description.OutputStride;

    private int RoundUp(int length) =>
        (length + _description.SizeMultiple - 1) / _description.SizeMultiple * _description.SizeMultiple;

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
