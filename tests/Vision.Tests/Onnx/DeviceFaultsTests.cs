using Indexing.Vision.Onnx;

namespace Indexing.Vision.Tests.Onnx;

/// <summary>Texts as ONNX Runtime 1.29 writes them (format strings of libonnxruntime.so and libonnxruntime_providers_cuda.so).</summary>
public sealed class DeviceFaultsTests
{
    private const string Place =
        "; GPU=0 ; hostname=worker-7 ; file=/onnxruntime_src/onnxruntime/core/providers/cuda/cuda_stream_handle.cc ; line=81 ; expr=x; ";

    [Theory]
    [InlineData("[ErrorCode:RuntimeException] Non-zero status code returned while running Conv node. Name:'/stem/Conv' Status Message: "
        + "/onnxruntime_src/onnxruntime/core/framework/bfc_arena.cc:376 void* onnxruntime::BFCArena::AllocateRawInternal(size_t, bool) "
        + "Failed to allocate memory for requested buffer of size 3355443200")]
    [InlineData("[ErrorCode:RuntimeException] Available memory of 1048576 is smaller than requested bytes of 3355443200")]
    [InlineData("[ErrorCode:Fail] CUDA failure 2: out of memory " + Place)]
    [InlineData("[ErrorCode:Fail] CUDNN failure 4003: CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED " + Place)]
    [InlineData("[ErrorCode:Fail] CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED " + Place)]
    public void Of_MemoryExhausted_IsOutOfMemory(string message) =>
        Assert.Equal(DeviceFault.OutOfMemory, DeviceFaults.Of(new InvalidOperationException(message)));

    [Theory]
    [InlineData("CUDA failure 46: CUDA-capable device(s) is/are busy or unavailable ")]
    [InlineData("CUDA failure 100: no CUDA-capable device is detected ")]
    [InlineData("CUDA failure 214: uncorrectable ECC error encountered ")]
    [InlineData("CUDA failure 700: an illegal memory access was encountered ")]
    [InlineData("CUDA failure 702: the launch timed out and was terminated ")]
    [InlineData("CUDA failure 719: unspecified launch failure ")]
    [InlineData("CUDA failure 999: unknown error ")]
    [InlineData("CUDA failure 12345: a code of a later version ")]
    [InlineData("CUDNN failure 5000: CUDNN_STATUS_EXECUTION_FAILED ")]
    [InlineData("CUDNN_FE failure 11: CUDNN_BACKEND_API_FAILED CUDNN_STATUS_EXECUTION_FAILED_CUDA_DRIVER ")]
    [InlineData("CUBLAS failure 13: CUBLAS_STATUS_EXECUTION_FAILED ")]
    [InlineData("CUBLAS failure 14: CUBLAS_STATUS_INTERNAL_ERROR ")]
    public void Of_DeviceNoLongerComputes_IsLost(string message) => Assert.Equal(
        DeviceFault.Lost, DeviceFaults.Of(new InvalidOperationException($"[ErrorCode:Fail] {message}{Place}")));

    [Theory]
    [InlineData("[ErrorCode:Fail] CUDA failure 1: invalid argument " + Place)]
    [InlineData("[ErrorCode:Fail] CUDA failure 98: invalid device function " + Place)]
    [InlineData("[ErrorCode:Fail] CUDNN failure 3000: CUDNN_STATUS_NOT_SUPPORTED " + Place)]
    [InlineData("[ErrorCode:InvalidArgument] Got invalid dimensions for input: crops index: 2 Got: 31 Expected: 32")]
    [InlineData("CUDA failure without a number: it is a picture's text")]
    [InlineData("The picture was disposed.")]
    public void Of_FailureOfTheCall_IsNoFaultOfTheDevice(string message) =>
        Assert.Equal(DeviceFault.None, DeviceFaults.Of(new InvalidOperationException(message)));

    [Fact]
    public void Of_CauseInside_IsFound()
    {
        var cause = new InvalidOperationException("[ErrorCode:Fail] CUDA failure 719: unspecified launch failure " + Place);

        Assert.Equal(DeviceFault.Lost, DeviceFaults.Of(new ModelPackException("ONNX Runtime cannot load 'detector.onnx'", cause)));
    }

    [Fact]
    public void Of_ManagedMemoryExhausted_IsOutOfMemory() =>
        Assert.Equal(DeviceFault.OutOfMemory, DeviceFaults.Of(new InsufficientMemoryException("text")));
}
