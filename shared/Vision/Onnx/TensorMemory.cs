using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Indexing.Vision.Onnx;

/// <summary>Host memory that stays where it is, and tensors over it. The tensors are the caller's to dispose, before the memory.</summary>
internal sealed class TensorMemory : IDisposable
{
    private readonly byte[]? _managed;
    private readonly OrtValue? _native;
    private readonly OrtAllocator? _allocator;
    private readonly OrtMemoryInfo _info;

    private TensorMemory(byte[] managed) => (_managed, _info, Length) = (managed, OrtMemoryInfo.DefaultInstance, managed.Length);

    private TensorMemory(OrtAllocator allocator, int length)
    {
        _native = OrtValue.CreateAllocatedTensorValue(allocator, TensorElementType.UInt8, [length]);
        (_allocator, _info, Length) = (allocator, allocator.Info, length);
    }

    /// <summary>Bytes.</summary>
    public int Length { get; }

    /// <summary>Memory of the process, which the processor's kernels use in place.</summary>
    public static TensorMemory OfProcess(int bytes) =>
        new(GC.AllocateUninitializedArray<byte>(bytes, pinned: true));

    /// <summary>
    /// Memory of an allocator of the device that the host can reach: page-locked, so that copies need no detour. The allocator is disposed
    /// with it.
    /// </summary>
    /// <exception cref="OnnxRuntimeException">The allocator has no more.</exception>
    public static TensorMemory Of(OrtAllocator allocator, int bytes) => new(allocator, bytes);

    /// <summary>The memory as values.</summary>
    public Span<T> As<T>()
        where T : unmanaged =>
        MemoryMarshal.Cast<byte, T>(_managed is null ? _native!.GetTensorMutableRawData() : _managed);

    /// <summary>A tensor over the beginning of the memory.</summary>
    public unsafe OrtValue Tensor(TensorElementType type, params long[] shape)
    {
        // Neither array moves: one is pinned for its lifetime, the other is not the collector's.
        var address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(As<byte>()));
        return OrtValue.CreateTensorValueWithData(_info, type, shape, address, Length);
    }

    public void Dispose()
    {
        _native?.Dispose();
        _allocator?.Dispose();
    }
}
