using Indexing.Vision;
using Indexing.Vision.Detection;
using Indexing.Vision.Embedding;
using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;
using Indexing.Vision.Sentences;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Indexing.Standalone.Checking;

/// <summary>Runs the product on this machine and times it.</summary>
internal static class InferenceCheck
{
    /// <summary>Runs the check.</summary>
    /// <param name="services">The product.</param>
    /// <param name="files">Pictures to index.</param>
    /// <param name="duration">How long to index side by side.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InferenceException">CUDA was asked for and cannot be had.</exception>
    public static async Task<CheckResult> RunAsync(
        IServiceProvider services, IReadOnlyList<string> files, TimeSpan duration, CancellationToken cancellationToken)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        var options = services.GetRequiredService<IOptions<InferenceOptions>>().Value;
        var models = services.GetRequiredService<ModelSet>();
        var start = clock.GetTimestamp();
        var device = services.GetRequiredService<InferenceDevice>();
        var detector = (TextDetector)services.GetRequiredService<ITextDetector>();
        var embedder = (RegionEmbedder)services.GetRequiredService<IRegionEmbedder>();
        var loadTime = clock.GetElapsedTime(start);
        var speed = await ActivatorUtilities.CreateInstance<PictureCheck>(services).MeasureAsync(files, duration, cancellationToken);

        var words = new NetworkTimings(models.Words, services.GetRequiredService<IOptions<ImageDecodingOptions>>().Value.MaxSide);
        var scenes = models.Sentences is { } sentences ? new SceneTimings(sentences) : null;
        var (wordBuckets, sceneBuckets) = (words.BucketsOf(device), scenes?.BucketsOf(device) ?? []);
        var cuda = device.Gpu is null ? [] : Measure(device);
        var cpu = new List<IReadOnlyList<NetworkTiming>>();
        foreach (var precision in Precisions(models.Words).Prepend(options.Precision))
        {
            cancellationToken.ThrowIfCancellationRequested();
            cpu.Add(Measure(OnCpu(options, precision)));
        }

        var all = cpu[0].Select((first, number) => new CheckedBucket(
            [.. cpu.Select(times => times[number]).DistinctBy(time => time.Precision)],
            cuda.FirstOrDefault(time => time.Network == first.Network && time.Shape == first.Shape)));
        return new CheckResult(models.Id, options.Device, device, (detector.Precision, embedder.Precision), loadTime, speed, [.. all]);

        IReadOnlyList<NetworkTiming> Measure(InferenceDevice on) =>
            [.. words.Measure(on, wordBuckets), .. scenes?.Measure(on, sceneBuckets) ?? []];
    }

    private static IEnumerable<string> Precisions(ModelPack pack) => pack.Description.Detector.Precisions
        .Concat(pack.Description.WordEncoder.Precisions).Distinct().Select(precision => precision.Name());

    private static InferenceDevice OnCpu(InferenceOptions options, string precision) => new(
        new InferenceOptions { Device = "cpu", Precision = precision, IntraOpThreads = options.IntraOpThreads },
        NullLogger<InferenceDevice>.Instance);
}
