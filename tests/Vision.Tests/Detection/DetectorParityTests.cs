using System.Text.Json;
using Indexing.Vision.Detection;
using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Indexing.Vision.Tests.Detection;

/// <summary>The detector computes what the training code computed, and finds what its post-processing found.</summary>
public sealed class DetectorParityTests
{
    private readonly Golden _golden = new("detector");

    [Fact]
    public void Run_GoldenPicture_GivesTheTrainingCodesProbabilities()
    {
        var expected = _golden.Floats(Map);
        var actual = Run("fp32");

        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(MathF.Abs(expected[i] - actual[i]) <= 1e-3f, $"cell {i}: expected {expected[i]}, actual {actual[i]}");
    }

    [Fact]
    public void Run_EightBits_StaysNearTheTrainingCodesProbabilities()
    {
        var expected = _golden.Floats(Map);
        var actual = Run("int8");

        Assert.Equal(expected.Length, actual.Length);
        var (sum, crossed) = (0.0, 0);
        for (var i = 0; i < expected.Length; i++)
        {
            sum += Math.Abs(expected[i] - actual[i]);
            crossed += expected[i] >= 0.6f != actual[i] >= 0.6f ? 1 : 0;
        }

        Assert.InRange(sum / expected.Length, 0, 0.005);
        Assert.InRange((double)crossed / expected.Length, 0, 0.005);
    }

    [Fact]
    public void Extract_GoldenMap_FindsTheTrainingCodesRegions()
    {
        var (picture, map) = (Golden.Shape(Picture), Golden.Shape(Map));
        using var description = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Golden.PackDirectory, "detector.json")));
        var post = description.RootElement.GetProperty("postProcessing");
        var constants = Golden.Pack.Description.Detector with
        {
            Levels =
            [
                new DetectionLevel
                {
                    Threshold = post.GetProperty("pixelThreshold").GetSingle(),
                    UnclipRatio = post.GetProperty("unclipRatio").GetSingle(),
                },
            ],
        };
        var regions = new List<TextRegion>();

        new RegionExtractor().Extract(
            new ProbabilityMap(_golden.Floats(Map), map[1], map[1], map[0]), constants, picture[1], picture[0], regions);

        var expected = _golden.Description.GetProperty("quads").EnumerateArray()
            .Select(quad => quad.EnumerateArray().Select(corner => (X: corner[0].GetSingle(), Y: corner[1].GetSingle())).ToArray())
            .ToArray();
        var scores = _golden.Description.GetProperty("scores").EnumerateArray().Select(score => score.GetSingle()).ToArray();
        Assert.Equal(expected.Length, regions.Count);
        for (var i = 0; i < expected.Length; i++)
        {
            // The training code fits pixel centres and adds one pixel, this one fits pixel corners: slanted words differ a little.
            var nearest = regions.MinBy(region => Distance(region.Quad, expected[i]));
            Assert.InRange(Distance(nearest.Quad, expected[i]), 0, 3);
            Assert.InRange(nearest.Score, scores[i] - 0.08f, scores[i] + 0.08f);
        }
    }

    [Fact]
    public async Task Detect_GoldenPicture_FindsWordsInsideThePicture()
    {
        var shape = Golden.Shape(Picture);
        using var image = DecodedImage.FromPixels(_golden.Bytes(Picture), shape[1], shape[0]);
        using var detector = new TextDetector(Golden.Pack, Golden.Device());
        var regions = new List<TextRegion>();

        await detector.DetectAsync(image, regions, CancellationToken.None);

        Assert.NotEmpty(regions);
        Assert.All(regions, region => Assert.InRange(region.Quad.BottomRight.X, 0, shape[1]));
    }

    private JsonElement Picture => _golden.Description.GetProperty("image");

    private JsonElement Map => _golden.Description.GetProperty("probability");

    /// <summary>Largest difference of the extents: independent of which corner comes first.</summary>
    private static float Distance(Quad quad, (float X, float Y)[] corners)
    {
        float[] x = [quad.TopLeft.X, quad.TopRight.X, quad.BottomRight.X, quad.BottomLeft.X];
        float[] y = [quad.TopLeft.Y, quad.TopRight.Y, quad.BottomRight.Y, quad.BottomLeft.Y];
        return new[]
        {
            MathF.Abs(x.Min() - corners.Min(corner => corner.X)), MathF.Abs(x.Max() - corners.Max(corner => corner.X)),
            MathF.Abs(y.Min() - corners.Min(corner => corner.Y)), MathF.Abs(y.Max() - corners.Max(corner => corner.Y)),
        }.Max();
    }

    private float[] Run(string precision)
    {
        var shape = Golden.Shape(Picture);
        using var network = OnnxNetwork.Load(
            Golden.Pack.Folder, Golden.Pack.Description.Detector, Golden.Device(new InferenceOptions { Precision = precision }),
            DetectorWorkspace.Signature);
        using var input = OrtValue.CreateTensorValueFromMemory(_golden.Bytes(Picture).ToArray(), [1, shape[0], shape[1], 3]);
        using var outputs = network.SessionFor(default).Run(network.RunOptions, ["image"], [input], ["probability"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
