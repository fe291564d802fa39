using System.Runtime.InteropServices;
using System.Text;

namespace Indexing.Vision.Onnx.Cuda;

/// <summary>What the NVIDIA driver tells of the GPUs, by the same numbers as CUDA's; ONNX Runtime tells neither name nor load.</summary>
internal static partial class NvidiaDriver
{
    private const string Cuda = "libcuda.so.1";
    private const string Management = "libnvidia-ml.so.1";
    private const int MaxText = 128;

    /// <summary>GPUs that CUDA lets this process use (CUDA_VISIBLE_DEVICES and containers hide others).</summary>
    /// <exception cref="DllNotFoundException">There is no driver.</exception>
    /// <exception cref="InvalidOperationException">The driver does not start.</exception>
    public static int CountGpus()
    {
        Check(cuInit(0), nameof(cuInit));
        Check(cuDeviceGetCount(out var count), nameof(cuDeviceGetCount));
        return count;
    }

    /// <summary>Name of a GPU, for example <c>NVIDIA H200</c>. After <see cref="CountGpus"/>.</summary>
    public static unsafe string NameOf(int ordinal)
    {
        var text = stackalloc byte[MaxText];
        Check(cuDeviceGetName(text, MaxText, ordinal), nameof(cuDeviceGetName));
        return Text(text);
    }

    /// <summary>
    /// Share of the last sample period (1/6 to 1 s) in which the GPU ran anything, 0..100; <see langword="null"/>: not to be had.
    /// </summary>
    public static unsafe int? BusyPercentOf(int ordinal)
    {
        try
        {
            var bus = stackalloc byte[MaxText];
            Check(cuDeviceGetPCIBusId(bus, MaxText, ordinal), nameof(cuDeviceGetPCIBusId));
            if (nvmlInit_v2() != 0 || nvmlDeviceGetHandleByPciBusId_v2(Text(bus), out var handle) != 0)
                return null;
            return nvmlDeviceGetUtilizationRates(handle, out var load) == 0 ? (int)load.Gpu : null;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static unsafe string Text(byte* text) => Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));

    private static void Check(int result, string function)
    {
        if (result != 0)
            throw new InvalidOperationException($"The NVIDIA driver refused {function} with error {result}.");
    }

    [LibraryImport(Cuda)]
    private static partial int cuInit(uint flags);

    [LibraryImport(Cuda)]
    private static partial int cuDeviceGetCount(out int count);

    [LibraryImport(Cuda)]
    private static unsafe partial int cuDeviceGetName(byte* name, int length, int device);

    [LibraryImport(Cuda)]
    private static unsafe partial int cuDeviceGetPCIBusId(byte* id, int length, int device);

    [LibraryImport(Management)]
    private static partial int nvmlInit_v2();

    [LibraryImport(Management, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int nvmlDeviceGetHandleByPciBusId_v2(string id, out nint device);

    [LibraryImport(Management)]
    private static partial int nvmlDeviceGetUtilizationRates(nint device, out Load load);

    private struct Load
    {
        public uint Gpu;
        public uint Memory;
    }
}
