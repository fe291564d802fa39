using System.ComponentModel.DataAnnotations;

namespace Indexing.Vision.Onnx;

/// <summary>How the models are run. Section <c>Inference</c>.</summary>
public sealed class InferenceOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string SectionName = "Inference";

    private readonly Lazy<SemaphoreSlim> _runPlaces;

    /// <summary>The defaults.</summary>
    public InferenceOptions() => _runPlaces = new(() => new SemaphoreSlim(RunnerThreads));

    /// <summary>
    /// Directory of the model pack (<c>pack.json</c> and the networks), absolute or relative to the program's directory.
    /// </summary>
    [Required]
    public string ModelPack { get; set; } = "models/scene-text/2";

    /// <summary>
    /// Directory of the sentence pack, with which pictures are also found by what they show, absolute or relative to the program's
    /// directory; empty: there is none, and pictures are found by their words alone.
    /// </summary>
    public string SentencePack { get; set; } = "";

    /// <summary>
    /// What runs the networks that read pictures: <c>cpu</c>, <c>cuda</c> (a process that cannot have it does not start) or <c>auto</c>
    /// (CUDA where it can be had; the log, <c>/readyz</c> and <c>indexing.inference.provider</c> say what became of it). Queries are
    /// encoded on the CPU: one short text takes a tenth of a millisecond there, and each length of text would be another shape for a GPU.
    /// </summary>
    [AllowedValues("auto", "cpu", "cuda", ErrorMessage = "Inference:Device must be auto, cpu or cuda.")]
    public string Device { get; set; } = "auto";

    /// <summary>
    /// Directory of ONNX Runtime's CUDA provider (libonnxruntime_providers_cuda.so and libonnxruntime_providers_shared.so), absolute or
    /// relative to the program's directory; need not exist.
    /// </summary>
    [Required]
    public string CudaProvider { get; set; } = "cuda";

    /// <summary>CUDA's number of the GPU, 0..63.</summary>
    [Range(0, 63, ErrorMessage = "Inference:CudaDevice must be between {1} and {2}.")]
    public int CudaDevice { get; set; }

    /// <summary>
    /// What the networks compute in: <c>fp32</c>, <c>fp16</c>, <c>int8</c>, or <c>auto</c> for what the pack says is best for the device. A
    /// network that the pack does not have in it runs in 32-bit floats.
    /// </summary>
    [AllowedValues("auto", "fp32", "fp16", "int8", ErrorMessage = "Inference:Precision must be auto, fp32, fp16 or int8.")]
    public string Precision { get; set; } = "auto";

    /// <summary>
    /// Threads inside one network call, 1..64. On two cores, two pictures side by side on one thread each gave 12 photographs/s, one
    /// picture on two threads 7, two pictures on two threads each 8 (tests/Benchmarks/results/ingest.md).
    /// </summary>
    [Range(1, 64, ErrorMessage = "Inference:IntraOpThreads must be between {1} and {2}.")]
    public int IntraOpThreads { get; set; } = 1;

    /// <summary>
    /// Calls of the detector and the word encoder at a time, both together, 0..64; 0: cores divided by <see cref="IntraOpThreads"/>. More
    /// calls than cores only push each other out of the caches.
    /// </summary>
    [Range(0, 64, ErrorMessage = "Inference:Runners must be between {1} and {2}.")]
    public int Runners { get; set; }

    /// <summary>
    /// Most pictures in one call of the detector, or of a sentence pack's image tower, 0..64; 0: 1 on the CPU, 4 on CUDA. Above 1, the
    /// detector's pictures are padded to coarser sizes so that more of them are alike. On a CPU a network like this one took 15 % longer
    /// per picture in calls of four.
    /// </summary>
    [Range(0, 64, ErrorMessage = "Inference:DetectorBatch must be between {1} and {2}.")]
    public int DetectorBatch { get; set; }

    /// <summary>
    /// Most words in one call of the word encoder, 0..256; 0: 16 on the CPU, 64 on CUDA. On a CPU a word takes as long alone as among 64: a
    /// small batch saves memory.
    /// </summary>
    [Range(0, 256, ErrorMessage = "Inference:WordBatch must be between {1} and {2}.")]
    public int WordBatch { get; set; }

    /// <summary>
    /// How long a call may wait for others to fill its batch, 0..1 s. 0: it runs with what is there when a runner is free, which already
    /// fills the batches whenever work piles up.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01", ErrorMessage = "Inference:MaxBatchWait must be between {1} and {2}.")]
    public TimeSpan MaxBatchWait { get; set; }

    /// <summary>
    /// Calls that may wait for a network, 1..4096; further callers wait for a place. A call of the detector is a picture, a call of the
    /// word encoder up to <see cref="WordBatch"/> words of one picture.
    /// </summary>
    [Range(1, 4096, ErrorMessage = "Inference:QueueCapacity must be between {1} and {2}.")]
    public int QueueCapacity { get; set; } = 256;

    /// <summary>A place for each call at a time; shared by the networks that are run by these options.</summary>
    internal SemaphoreSlim RunPlaces => _runPlaces.Value;

    /// <summary>The precision that is asked for; <see langword="null"/>: the pack's choice.</summary>
    internal Onnx.Precision? WantedPrecision => Precision == "auto" ? null : Enum.Parse<Onnx.Precision>(Precision, ignoreCase: true);

    internal int RunnerThreads => Runners > 0 ? Runners : Math.Max(1, Environment.ProcessorCount / IntraOpThreads);
}
