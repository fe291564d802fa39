using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace Indexing.Vision.Onnx.Cuda;

/// <summary>An NVIDIA GPU through ONNX Runtime's CUDA provider.</summary>
/// <remarks>
/// There are two ways to it. A core library that was built with CUDA (Microsoft.ML.OnnxRuntime.Gpu, the one of onnxruntime-node) has the
/// provider built in and finds its libraries beside itself. The core that this product ships was not: there the provider is registered as a
/// plug-in.
/// </remarks>
internal sealed class CudaProvider : ExecutionProvider
{
    public const string Name = "cuda";
    private const string Registration = "CUDAExecutionProvider";
    private const string Library = "libonnxruntime_providers_cuda.so";
    private const string NvidiaVendor = "0x10de";

    /// <summary>Once in a process: registering the library a second time is an error.</summary>
    private static readonly Lock RegistrationLock = new();

    private readonly int _ordinal;
    private readonly OrtEpDevice? _plugin;
    private readonly Action<Exception> _notPageLocked;

    private CudaProvider(int ordinal, OrtEpDevice? plugin, string version, Action<Exception> notPageLocked)
    {
        (_ordinal, _plugin, Version, _notPageLocked) = (ordinal, plugin, version, notPageLocked);
        Gpu = NvidiaDriver.NameOf(ordinal);
    }

    public override string Device => Name;

    /// <summary>Name of the GPU.</summary>
    public string Gpu { get; }

    /// <summary>Version of the provider.</summary>
    public string Version { get; }

    public override bool HasFixedShapes => true;

    /// <summary>
    /// With cuDNN 9 these choose the heuristics that rank the plans: mode A, mode B, and the fallback list, which is rarely the fastest.
    /// </summary>
    public override IReadOnlyList<string> ConvolutionSearches => ["HEURISTIC", "EXHAUSTIVE", "DEFAULT"];

    public override int DetectorBatch => 4;

    public override int WordBatch => 64;

    /// <summary>Opens a GPU.</summary>
    /// <param name="folder">Folder of the provider's libraries; may be absent.</param>
    /// <param name="ordinal">CUDA's number of the GPU.</param>
    /// <param name="notPageLocked">Called when there is no page-locked memory.</param>
    /// <exception cref="CudaUnavailableException">There is no driver, no GPU or no provider, or they do not fit together.</exception>
    public static CudaProvider Open(string folder, int ordinal, Action<Exception> notPageLocked)
    {
        var library = Path.Combine(folder, Library);
        var isInstalled = File.Exists(library);
        DemandGpu(ordinal, isInstalled, folder);
        if (TryBuiltIn(ordinal) is { } failure)
        {
            if (!isInstalled)
            {
                throw new CudaUnavailableException(
                    $"There is a GPU, but no {Library} in '{folder}'. deploy/scripts/gpu-check.sh --with-cuda fetches it; "
                    + "Inference:CudaProvider names its folder.",
                    isInstalled,
                    failure);
            }

            return new CudaProvider(ordinal, Register(library, ordinal), OrtEnv.Instance().GetVersionString(), notPageLocked);
        }

        return new CudaProvider(ordinal, plugin: null, OrtEnv.Instance().GetVersionString(), notPageLocked);
    }

    public override void AppendTo(SessionOptions options, string convolutionSearch)
    {
        var settings = Settings(_ordinal, convolutionSearch);
        if (_plugin is not null)
        {
            options.AppendExecutionProvider(OrtEnv.Instance(), [_plugin], settings);
            return;
        }

        using var cuda = new OrtCUDAProviderOptions();
        cuda.UpdateOptions(settings);
        options.AppendExecutionProvider_CUDA(cuda);
    }

    public override TensorMemory Allocate(int bytes, InferenceSession session)
    {
        try
        {
            return TensorMemory.Of(_plugin is null ? BuiltInPageLocked(session) : PluginPageLocked(_plugin), bytes);
        }
        catch (OnnxRuntimeException e)
        {
            // The operating system limits it; a fault of the device will show in the run.
            _notPageLocked(e);
            return TensorMemory.OfProcess(bytes);
        }
    }

    private static Dictionary<string, string> Settings(int ordinal, string convolutionSearch) => new()
    {
        ["device_id"] = ordinal.ToString(CultureInfo.InvariantCulture),
        ["cudnn_conv_algo_search"] = convolutionSearch,
        // A session has one shape and asks for the same memory each time: doubling would only take it from the other sessions.
        ["arena_extend_strategy"] = "kSameAsRequested",
    };

    private static void DemandGpu(int ordinal, bool isInstalled, string folder)
    {
        int count;
        try
        {
            count = NvidiaDriver.CountGpus();
        }
        catch (DllNotFoundException e)
        {
            var provider = isInstalled ? $" ('{folder}' has the provider)" : "";
            throw new CudaUnavailableException(
                $"There is no NVIDIA driver: libcuda.so.1 cannot be loaded{provider}. In a container, give it the GPU "
                + "(--gpus, or nvidia.com/gpu in the limits).",
                isInstalled,
                e);
        }
        catch (InvalidOperationException e)
        {
            throw new CudaUnavailableException(e.Message, isInstalled, e);
        }

        if (ordinal >= count)
        {
            throw new CudaUnavailableException(
                $"Inference:CudaDevice is {ordinal}, but CUDA shows {count} GPUs to this process (CUDA_VISIBLE_DEVICES may hide some).",
                isInstalled);
        }
    }

    /// <summary>Why the core library cannot use CUDA by itself; <see langword="null"/> when it can.</summary>
    private static Exception? TryBuiltIn(int ordinal)
    {
        try
        {
            using var options = new SessionOptions();
            using var cuda = new OrtCUDAProviderOptions();
            cuda.UpdateOptions(Settings(ordinal, "HEURISTIC"));
            options.AppendExecutionProvider_CUDA(cuda);
            return null;
        }
        catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException)
        {
            return e;
        }
    }

    private static OrtEpDevice Register(string library, int ordinal)
    {
        var shown = CountNvidiaHardware();
        var usable = NvidiaDriver.CountGpus();
        if (shown > usable)
        {
            // cuda_provider_factory.cc numbers the hardware that sysfs shows and indexes its list of CUDA's devices with the number.
            throw new CudaUnavailableException(
                $"The machine shows {shown} NVIDIA GPUs, CUDA lets this process use {usable}: the plug-in provider of ONNX Runtime 1.29 "
                + "would read past its list of devices. Give the process all GPUs and choose with Inference:CudaDevice, or put a core "
                + "library that was built with CUDA beside the program (deploy/scripts/gpu-check.sh --built-in does).",
                isInstalled: true);
        }

        try
        {
            lock (RegistrationLock)
            {
                if (Devices().Count == 0)
                    OrtEnv.Instance().RegisterExecutionProviderLibrary(Registration, library);
            }
        }
        catch (OnnxRuntimeException e)
        {
            throw new CudaUnavailableException(
                $"'{library}' cannot be loaded: {e.Message} It needs CUDA 13 and cuDNN 9 (libcublas, libcudart, libcurand, libcudnn) "
                + "where the loader finds them, for example in LD_LIBRARY_PATH.",
                isInstalled: true,
                e);
        }

        var devices = Devices();
        return ordinal < devices.Count
            ? devices[ordinal]
            : throw new CudaUnavailableException(
                $"'{library}' was loaded, but ONNX Runtime offers {devices.Count} GPUs of the {usable} that CUDA shows: it looks for them "
                + "below /sys/class/drm and /sys/bus/pci/devices.",
                isInstalled: true);
    }

    private static List<OrtEpDevice> Devices() =>
        [.. OrtEnv.Instance().GetEpDevices().Where(device => device.EpName == Registration)];

    /// <summary>As ONNX Runtime counts: graphics cards, and where there are none, display controllers of the PCI bus.</summary>
    private static int CountNvidiaHardware()
    {
        var cards = Vendors("/sys/class/drm", "card*", name => name.AsSpan(4).IndexOfAnyExceptInRange('0', '9') < 0, "device/vendor");
        return cards > 0 ? cards : Vendors("/sys/bus/pci/devices", "*", _ => true, "vendor", "class");
    }

    private static int Vendors(string folder, string pattern, Func<string, bool> isMeant, string vendorFile, string? classFile = null) =>
        !Directory.Exists(folder)
            ? 0
            : Directory.GetFileSystemEntries(folder, pattern).Count(entry =>
                isMeant(Path.GetFileName(entry))
                && Read(Path.Combine(entry, vendorFile)) == NvidiaVendor
                && (classFile is null || Read(Path.Combine(entry, classFile)).StartsWith("0x03", StringComparison.Ordinal)));

    private static string Read(string file) => File.Exists(file) ? File.ReadAllText(file).Trim() : "";

    private static OrtAllocator PluginPageLocked(OrtEpDevice plugin)
    {
        var env = OrtEnv.Instance();
        return env.GetSharedAllocator(plugin.GetMemoryInfo(OrtDeviceMemoryType.HOST_ACCESSIBLE))
            ?? env.CreateSharedAllocator(
                plugin, OrtDeviceMemoryType.HOST_ACCESSIBLE, OrtAllocatorType.DeviceAllocator, new Dictionary<string, string>());
    }

    private OrtAllocator BuiltInPageLocked(InferenceSession session)
    {
        using var memory = new OrtMemoryInfo(
            OrtMemoryInfo.allocatorCUDA_PINNED, OrtAllocatorType.DeviceAllocator, _ordinal, OrtMemType.CpuOutput);
        return new OrtAllocator(session, memory);
    }
}
