using System.ComponentModel.DataAnnotations;

namespace Indexing.Vision.Onnx;

/// <summary>How the models are run. Section <c>Onnx</c>.</summary>
public sealed class OnnxOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string SectionName = "Onnx";

    private readonly Lazy<SemaphoreSlim> _runPlaces;

    /// <summary>The defaults.</summary>
    public OnnxOptions() => _runPlaces = new(() => new SemaphoreSlim(RunnerThreads));

    /// <summary>
    /// Directory of the model pack (<c>pack.json</c> and the networks), absolute or relative to the program's directory.
    /// </summary>
    [Required]
    public string ModelPack { get; set; } = "models/scene-text/2";

    /// <summary>
    /// Threads inside one network call, 1..64. On two cores, two pictures side by side on one thread each gave 12 photographs/s, one
    /// picture on two threads 7, two pictures on two threads each 8 (tests/Benchmarks/results/ingest.md).
    /// </summary>
    [Range(1, 64, ErrorMessage = "Onnx:IntraOpThreads must be between {1} and {2}.")]
    public int IntraOpThreads { get; set; } = 1;

    /// <summary>
    /// Calls of the detector and the word encoder at a time, both together, 0..64; 0: cores divided by <see cref="IntraOpThreads"/>. More
    /// calls than cores only push each other out of the caches.
    /// </summary>
    [Range(0, 64, ErrorMessage = "Onnx:Runners must be between {1} and {2}.")]
    public int Runners { get; set; }

    /// <summary>
    /// Most pictures in one call of the detector, 1..64. Above 1, pictures are padded to coarser sizes so that more of them are alike. On a
    /// CPU a network like this one took 15 % longer per picture in calls of four.
    /// </summary>
    [Range(1, 64, ErrorMessage = "Onnx:DetectorBatch must be between {1} and {2}.")]
    public int DetectorBatch { get; set; } = 1;

    /// <summary>
    /// Most words in one call of the word encoder, 1..256. On a CPU a word takes as long alone as among 64: a small batch saves memory.
    /// </summary>
    [Range(1, 256, ErrorMessage = "Onnx:WordBatch must be between {1} and {2}.")]
    public int WordBatch { get; set; } = 16;

    /// <summary>
    /// How long a call may wait for others to fill its batch, 0..1 s. 0: it runs with what is there when a runner is free, which already
    /// fills the batches whenever work piles up.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01", ErrorMessage = "Onnx:MaxBatchWait must be between {1} and {2}.")]
    public TimeSpan MaxBatchWait { get; set; }

    /// <summary>
    /// Calls that may wait for a network, 1..4096; further callers wait for a place. A call of the detector is a picture, a call of the
    /// word encoder up to <see cref="WordBatch"/> words of one picture.
    /// </summary>
    [Range(1, 4096, ErrorMessage = "Onnx:QueueCapacity must be between {1} and {2}.")]
    public int QueueCapacity { get; set; } = 256;

    /// <summary>A place for each call at a time; shared by the networks that are run by these options.</summary>
    internal SemaphoreSlim RunPlaces => _runPlaces.Value;

    internal int RunnerThreads => Runners > 0 ? Runners : Math.Max(1, Environment.ProcessorCount / IntraOpThreads);
}
