using Microsoft.Extensions.Logging;

namespace Indexing.Vision.Onnx;

/// <summary>Whether the device still computes. Once lost it stays lost: only a new process gets a new CUDA context. Safe for concurrent
/// use.</summary>
/// <param name="device">Name of the device, for messages.</param>
/// <param name="logger">Receives each fault.</param>
internal sealed class DeviceHealth(string device, ILogger logger)
{
    private Exception? _loss;

    /// <summary>Why the device is lost; <see langword="null"/> while it computes.</summary>
    public string? Loss => Volatile.Read(ref _loss)?.Message;

    /// <summary>Refuses work for a lost device, before anything touches it.</summary>
    /// <exception cref="InferenceException">The device is lost.</exception>
    public void ThrowIfLost()
    {
        if (Volatile.Read(ref _loss) is { } loss)
            throw Lost(loss);
    }

    /// <summary>What a failed run says about the device; counted, and a loss is remembered and logged once.</summary>
    public DeviceFault Examine(string network, Exception exception)
    {
        var fault = exception is InferenceException { IsDeviceLost: true } ? DeviceFault.Lost : DeviceFaults.Of(exception);
        if (fault == DeviceFault.None)
            return fault;
        VisionTelemetry.DeviceFaults.Add(
            1, new("network", network), new("device", device), new("fault", fault == DeviceFault.Lost ? "lost" : "out_of_memory"));
        if (fault == DeviceFault.Lost && Interlocked.CompareExchange(ref _loss, exception, null) is null)
            logger.DeviceLost(exception, device);
        return fault;
    }

    /// <summary>Notes that batches are smaller from now on.</summary>
    public void NoteLimit(string network, int limit, Exception exception)
    {
        VisionTelemetry.SetBatchLimit(network, limit);
        logger.BatchLimited(exception, device, network, limit);
    }

    /// <summary>The failure of a call that the lost device was to run.</summary>
    public InferenceException Lost(Exception cause) => new(
        $"The device '{device}' is lost ({cause.Message}). Nothing is run on it any more: restart the process; when that does not help, "
        + "look for Xid messages of the NVIDIA driver in the kernel's log.",
        isTransient: true,
        cause)
    {
        IsDeviceLost = true,
    };

    /// <summary>The failure of a call whose single item found no memory on the device: others may use it now.</summary>
    public InferenceException NoMemory(string network, Exception cause) => new(
        $"The device '{device}' has no memory for one item of {network} ({cause.Message}). Give the process more of its memory.",
        isTransient: true,
        cause);
}
