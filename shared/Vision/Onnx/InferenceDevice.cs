using System.Runtime.InteropServices;
using Indexing.Vision.Onnx.Cuda;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.ML.OnnxRuntime;

namespace Indexing.Vision.Onnx;

/// <summary>
/// The device that runs the networks that read pictures. Decided once, when it is made; a device that was asked for is had or the process
/// does not start, and one that is lost is not replaced. Safe for concurrent use.
/// </summary>
public sealed class InferenceDevice
{
    /// <summary>Chooses the device.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="logger">Receives the choice and later faults.</param>
    /// <exception cref="InferenceException">CUDA was asked for and cannot be had.</exception>
    public InferenceDevice(InferenceOptions options, ILogger<InferenceDevice> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(logger);
        (Options, Logger) = (options, logger);
        (Provider, Reason) = Choose(options, logger);
        Health = new DeviceHealth(Provider.Device, logger);
    }

    /// <summary>A device of the tests' own making.</summary>
    internal InferenceDevice(InferenceOptions options, ILogger logger, ExecutionProvider provider)
    {
        (Options, Logger, Provider, Reason) = (options, logger, provider, "It was given.");
        Health = new DeviceHealth(Provider.Device, logger);
    }

    /// <summary>Version of ONNX Runtime's core library.</summary>
    public static string RuntimeVersion => OrtEnv.Instance().GetVersionString();

    /// <summary><c>cpu</c> or <c>cuda</c>.</summary>
    public string Name => Provider.Device;

    /// <summary>Why it is this one, as a sentence.</summary>
    public string Reason { get; }

    /// <summary>Name of the GPU; <see langword="null"/> on the CPU.</summary>
    public string? Gpu => (Provider as CudaProvider)?.Gpu;

    /// <summary>Why the device is lost; <see langword="null"/> while it computes. Only another process can have it back.</summary>
    public string? Loss => Health.Loss;

    /// <summary>The choice in words, for <c>/readyz</c> and reports.</summary>
    public IReadOnlyDictionary<string, object> Description => new Dictionary<string, object>
    {
        ["device"] = Name,
        ["provider"] = $"{Name} {(Provider as CudaProvider)?.Version ?? RuntimeVersion}",
        ["hardware"] = Gpu ?? RuntimeInformation.ProcessArchitecture.ToString(),
        ["reason"] = Reason,
    };

    /// <summary>How it is used.</summary>
    internal InferenceOptions Options { get; }

    internal ILogger Logger { get; }

    internal ExecutionProvider Provider { get; }

    internal DeviceHealth Health { get; }

    internal int DetectorBatch => Options.DetectorBatch > 0 ? Options.DetectorBatch : Provider.DetectorBatch;

    internal int WordBatch => Options.WordBatch > 0 ? Options.WordBatch : Provider.WordBatch;

    /// <summary>
    /// Share of the last moment in which the GPU computed, 0..100; <see langword="null"/> on the CPU or when the driver does not tell.
    /// </summary>
    public int? BusyPercent() => Provider is CudaProvider ? NvidiaDriver.BusyPercentOf(Options.CudaDevice) : null;

    /// <summary>The CPU, which encodes queries.</summary>
    internal static InferenceDevice ForQueries(InferenceOptions options) => new(options, NullLogger.Instance, new CpuProvider());

    private static (ExecutionProvider Provider, string Reason) Choose(InferenceOptions options, ILogger logger)
    {
        if (options.Device == CpuProvider.Name)
            return (new CpuProvider(), "Inference:Device is cpu.");
        try
        {
            var folder = Path.GetFullPath(options.CudaProvider, AppContext.BaseDirectory);
            var cuda = CudaProvider.Open(folder, options.CudaDevice, logger.NotPageLocked);
            logger.OnCuda(cuda.Gpu, options.CudaDevice, cuda.Version);
            return (cuda, $"Inference:Device is {options.Device}.");
        }
        catch (CudaUnavailableException e) when (options.Device == CudaProvider.Name)
        {
            throw new InferenceException(
                $"Inference:Device is cuda, which cannot be had: {e.Message} Set Inference:Device to auto or cpu to do without.",
                isTransient: false,
                e);
        }
        catch (CudaUnavailableException e)
        {
            if (e.IsInstalled)
                logger.CudaFailed(e, e.Message);
            else
                logger.OnCpu(e.Message);
            return (new CpuProvider(), e.Message);
        }
    }
}
