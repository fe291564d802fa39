using Indexing.Vision.Detection;
using Indexing.Vision.Imaging;

namespace Indexing.Vision.Tests.Detection;

/// <summary>The detector finds what the training code's own post-processing finds.</summary>
public sealed class DetectorParityTests
{
    [Fact]
    public void Detect_GoldenPicture_FindsTheTrainingCodesRegions()
    {
        var golden = new Golden("detector");
        var picture = golden.Description.GetProperty("image");
        var shape = Golden.Shape(picture);
        using var image = DecodedImage.FromPixels(golden.Bytes(picture), shape[1], shape[0]);
        using var detector = new TextDetector(Golden.Pack, Golden.Options);
        var regions = new List<TextRegion>();

        detector.Detect(image, regions);

        var expected = golden.Description.GetProperty("quads").EnumerateArray()
            .Select(quad => quad.EnumerateArray().Select(corner => (X: corner[0].GetSingle(), Y: corner[1].GetSingle())).ToArray()).ToArray();
        var scores = golden.Description.GetProperty("scores").EnumerateArray().Select(score => score.GetSingle()).ToArray();
        Assert.Equal(expected.Length, regions.Count);
        for (var i = 0; i < expected.Length; i++)
        {
            // The training code fits pixel centres and adds one pixel, this one fits pixel corners: slanted words differ by a pixel or two.
            var nearest = regions.MinBy(region => Distance(region.Quad, expected[i]));
            Assert.InRange(Distance(nearest.Quad, expected[i]), 0, 3);
            Assert.InRange(nearest.Score, scores[i] - 0.08f, scores[i] + 0.08f);
        }
    }

    /// <summary>Largest difference of the centre and of the extents: independent of which corner comes first.</summary>
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
}
