namespace Indexing.Vision.Onnx;

/// <summary>What a failed run says about the device.</summary>
internal enum DeviceFault
{
    /// <summary>Nothing: the failure is that of the call.</summary>
    None,

    /// <summary>Its memory does not hold the batch; a smaller one may fit.</summary>
    OutOfMemory,

    /// <summary>No later call can succeed in this process.</summary>
    Lost,
}
