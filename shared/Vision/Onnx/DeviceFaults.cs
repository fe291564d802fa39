using System.Globalization;
using System.Text.RegularExpressions;

namespace Indexing.Vision.Onnx;

/// <summary>Tells from the text of a failure what became of the device; ONNX Runtime has no other sign of it.</summary>
/// <remarks>
/// ONNX Runtime 1.29 writes <c>{library} failure {code}: {text} ; GPU={n} ; hostname=... ; file=... ; line=... ; expr=...;</c> for CUDA,
/// CUDNN, CUDNN_FE, CUBLAS, CURAND and CUFFT (the format string of libonnxruntime_providers_cuda.so), and its arena
/// <c>Failed to allocate memory for requested buffer of size n</c> (libonnxruntime.so).
/// <para>
/// An error of CUDA is sticky unless it refuses the arguments of one call: every later call of the process fails with it. So an unknown
/// code counts as a lost device: taking a lost device for a bad picture would turn a whole queue into failures, one after the other.
/// </para>
/// </remarks>
internal static partial class DeviceFaults
{
    /// <summary>CUDA codes that refuse one call and leave the device as it was (driver_types.h).</summary>
    private static readonly HashSet<int> RefusedCalls =
    [
        1, // cudaErrorInvalidValue
        9, // cudaErrorInvalidConfiguration
        12, // cudaErrorInvalidPitchValue
        16, // cudaErrorInvalidHostPointer
        20, // cudaErrorInvalidTexture
        21, // cudaErrorInvalidMemcpyDirection
        98, // cudaErrorInvalidDeviceFunction
        701, // cudaErrorLaunchOutOfResources
        800, // cudaErrorNotPermitted
        801, // cudaErrorNotSupported
    ];

    private static readonly string[] MemoryTexts =
    [
        "out of memory", "Failed to allocate memory for requested buffer", "is smaller than requested bytes",
        "CUDNN_STATUS_ALLOC_FAILED", "ALLOCATION_FAILED", "CUBLAS_STATUS_ALLOC_FAILED", "std::bad_alloc",
    ];

    /// <summary>Libraries on top of CUDA report a lost device as their own failed execution.</summary>
    private static readonly string[] ExecutionTexts =
        ["EXECUTION_FAILED", "INTERNAL_ERROR", "MAPPING_ERROR", "NOT_INITIALIZED", "LAUNCH_FAILURE"];

    /// <summary>Classifies what a run threw.</summary>
    public static DeviceFault Of(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            var fault = e is OutOfMemoryException ? DeviceFault.OutOfMemory : Of(e.Message);
            if (fault != DeviceFault.None)
                return fault;
        }

        return DeviceFault.None;
    }

    private static DeviceFault Of(string message)
    {
        // First: an exhausted memory has a CUDA code as well.
        if (MemoryTexts.Any(text => message.Contains(text, StringComparison.OrdinalIgnoreCase)))
            return DeviceFault.OutOfMemory;
        var match = Failure().Match(message);
        if (!match.Success)
            return DeviceFault.None;
        var isLost = match.Groups["library"].Value == "CUDA"
            ? !RefusedCalls.Contains(int.Parse(match.Groups["code"].ValueSpan, CultureInfo.InvariantCulture))
            : ExecutionTexts.Any(text => message.Contains(text, StringComparison.Ordinal));
        return isLost ? DeviceFault.Lost : DeviceFault.None;
    }

    [GeneratedRegex(@"\b(?<library>CUDA|CUDNN|CUDNN_FE|CUBLAS|CURAND|CUFFT) failure (?<code>\d{1,9}):", RegexOptions.CultureInvariant)]
    private static partial Regex Failure();
}
