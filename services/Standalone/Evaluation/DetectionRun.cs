using Indexing.Vision.Detection;
using Indexing.Vision.Imaging;

namespace Indexing.Standalone.Evaluation;

/// <summary>Runs the detector over the photographs of a set, from file to regions.</summary>
internal sealed class DetectionRun(ImageDecoder decoder, ITextDetector detector, TimeProvider clock)
{
    /// <summary>Detects and counts.</summary>
    /// <param name="set">The set.</param>
    /// <param name="minScore">Regions below this score are left out, and other ways to cut an area that is covered already.</param>
    /// <param name="finished">Called after each image, from any thread.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The counts and images per second.</returns>
    /// <exception cref="UsageException">An image of the set cannot be decoded.</exception>
    public async Task<(DetectionEvaluation Counts, double ImagesPerSecond)> RunAsync(
        EvaluationSet set, double minScore, Action finished, CancellationToken cancellationToken)
    {
        var counts = new DetectionEvaluation();
        var start = clock.GetTimestamp();
        await Parallel.ForEachAsync(set.Images, Gallery.Cores(cancellationToken), async (image, token) =>
        {
            var encoded = await File.ReadAllBytesAsync(Path.Combine(set.ImageDirectory, image.Image), token);
            var regions = await DetectAsync(encoded, image.Image, token);
            regions.RemoveAll(region => region.IsAlternative || region.Score < minScore);
            lock (counts)
                counts.Add(regions, image.Instances);
            finished();
        });
        return (counts, set.Images.Count / clock.GetElapsedTime(start).TotalSeconds);
    }

    private async Task<List<TextRegion>> DetectAsync(byte[] encoded, string name, CancellationToken cancellationToken)
    {
        var decoded = decoder.Decode(encoded);
        if (!decoded.IsDecoded)
            throw new UsageException($"{name}: {decoded.Rejection.Message}");
        using var pixels = decoded.Image;
        var regions = new List<TextRegion>();
        await detector.DetectAsync(pixels, regions, cancellationToken);
        var scale = pixels.ScaleToSource;
        return regions.ConvertAll(region => region with { Quad = region.Quad.Scale(scale) });
    }
}
