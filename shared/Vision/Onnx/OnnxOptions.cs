using System.ComponentModel.DataAnnotations;

namespace Indexing.Vision.Onnx;

/// <summary>How the models are run. Section <c>Onnx</c>.</summary>
public sealed class OnnxOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string SectionName = "Onnx";

    /// <summary>
    /// Directory of the model pack (<c>pack.json</c> and the networks), absolute or relative to the program's directory.
    /// </summary>
    [Required]
    public string ModelPack { get; set; } = "models/scene-text/1";

    /// <summary>
    /// Threads inside one network call, 1..64. On two cores, two pictures side by side on one thread each gave 12 photographs/s, one
    /// picture on two threads 7, two pictures on two threads each 8 (tests/Benchmarks/results/ingest.md).
    /// </summary>
    [Range(1, 64)]
    public int IntraOpThreads { get; set; } = 1;
}
