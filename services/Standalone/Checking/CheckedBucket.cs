using Indexing.Vision.Onnx;

namespace Indexing.Standalone.Checking;

/// <summary>One bucket of a network on the devices of this machine.</summary>
/// <param name="Cpu">On the CPU, in each precision of the pack; the first is what the CPU runs by itself.</param>
/// <param name="Cuda">On the GPU; <see langword="null"/>: there is none, or its memory is too small.</param>
internal sealed record CheckedBucket(IReadOnlyList<NetworkTiming> Cpu, NetworkTiming? Cuda)
{
    /// <summary>Whether the GPU is faster than the CPU from its first call on; <see langword="null"/>: it was not run there.</summary>
    public bool? CudaIsFaster => Cuda is null ? null : Cuda.First < Cpu[0].Median && Cuda.Median < Cpu[0].Median;
}
