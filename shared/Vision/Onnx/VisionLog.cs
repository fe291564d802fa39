using Microsoft.Extensions.Logging;

namespace Indexing.Vision.Onnx;

/// <summary>Log messages of the networks; event ids 2000 to 2099.</summary>
internal static partial class VisionLog
{
    [LoggerMessage(2000, LogLevel.Information, "The networks run on the CPU: {Reason}")]
    public static partial void OnCpu(this ILogger logger, string reason);

    [LoggerMessage(2001, LogLevel.Warning, "The networks run on the CPU although CUDA libraries are installed: {Reason}")]
    public static partial void CudaFailed(this ILogger logger, Exception exception, string reason);

    [LoggerMessage(2002, LogLevel.Information, "The networks run on {Gpu} (CUDA device {Ordinal}, provider {Version})")]
    public static partial void OnCuda(this ILogger logger, string gpu, int ordinal, string version);

    [LoggerMessage(2003, LogLevel.Critical, "The device {Device} is lost; this process is not ready any more and runs nothing")]
    public static partial void DeviceLost(this ILogger logger, Exception exception, string device);

    [LoggerMessage(2004, LogLevel.Warning, "The memory of {Device} was too small for a batch of {Network}; they hold {Limit} from now on")]
    public static partial void BatchLimited(this ILogger logger, Exception exception, string device, string network, int limit);

    [LoggerMessage(2005, LogLevel.Warning, "Some nodes of {Network} in {Precision} run on the CPU: the CUDA provider does not take them")]
    public static partial void NodesOnCpu(this ILogger logger, Exception exception, string network, Precision precision);

    [LoggerMessage(2006, LogLevel.Information, "{Network} has no variant in {Wanted}; it runs in {Precision}")]
    public static partial void NoVariant(this ILogger logger, string network, Precision wanted, Precision precision);

    [LoggerMessage(2007, LogLevel.Information,
        "{Network} is warm in {Precision}: {Shapes} shapes, fastest convolution search each, {Seconds:0.0} s")]
    public static partial void Warm(this ILogger logger, string network, Precision precision, int shapes, double seconds);

    [LoggerMessage(2008, LogLevel.Warning, "{Network} runs with {Shape} for the first time, which was not warmed")]
    public static partial void ColdShape(this ILogger logger, string network, NetworkShape shape);

    [LoggerMessage(2010, LogLevel.Information, "What pictures show is known by {Pack} (licence: {Licence})")]
    public static partial void SeesScenes(this ILogger logger, string pack, string licence);

    [LoggerMessage(2011, LogLevel.Information,
        "There is no sentence pack: pictures are found by their words only (Inference:SentencePack, or the index was made without one)")]
    public static partial void WordsOnly(this ILogger logger);

    [LoggerMessage(2009, LogLevel.Warning, "There is no page-locked memory; copies to the device take longer")]
    public static partial void NotPageLocked(this ILogger logger, Exception exception);
}
