using Indexing.Vision.Detection;
using Indexing.Vision.Imaging;

namespace Indexing.Vision.Tests.Detection;

/// <summary>What a detector finds, for comparing two of them.</summary>
internal static class DetectedWords
{
    public static async Task<List<TextRegion>> Detect(TextDetector detector, DecodedImage image)
    {
        var regions = new List<TextRegion>();
        await detector.DetectAsync(image, regions, CancellationToken.None);
        return regions;
    }

    /// <summary>Only those that count as words by themselves.</summary>
    public static List<TextRegion> Words(List<TextRegion> regions) => regions.FindAll(
        region => !region.IsAlternative && region.Score >= Golden.Pack.Description.Detector.DisplayThreshold);
}
