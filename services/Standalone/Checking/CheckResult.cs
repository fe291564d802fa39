using Indexing.Vision.Onnx;

namespace Indexing.Standalone.Checking;

/// <summary>What the check found.</summary>
/// <param name="Pack">Name and version of the models.</param>
/// <param name="Asked">The device that was asked for.</param>
/// <param name="Device">The device that was had.</param>
/// <param name="Precisions">What the detector and the word encoder compute in.</param>
/// <param name="LoadTime">Until the networks were loaded, tuned and warmed.</param>
/// <param name="Speed">The whole way of pictures.</param>
/// <param name="Buckets">The networks bucket by bucket.</param>
internal sealed record CheckResult(
    string Pack,
    string Asked,
    InferenceDevice Device,
    (Precision Detector, Precision WordEncoder) Precisions,
    TimeSpan LoadTime,
    PictureSpeed Speed,
    IReadOnlyList<CheckedBucket> Buckets)
{
    /// <summary>Buckets on which the GPU is not faster than the CPU, or which it had no memory for; none where there is no GPU.</summary>
    public IReadOnlyList<CheckedBucket> SlowBuckets =>
        [.. Buckets.Where(bucket => !(bucket.CudaIsFaster ?? Device.Gpu is null))];

    /// <summary>Whether all that could be checked here is as it must be.</summary>
    public bool IsPassed => SlowBuckets.Count == 0 && Device.Loss is null;
}
