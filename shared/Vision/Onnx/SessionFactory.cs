using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;

namespace Indexing.Vision.Onnx;

/// <summary>Makes sessions of one network of a pack.</summary>
internal sealed class SessionFactory(PackFolder pack, NetworkDescription description, InferenceDevice device, NetworkSignature signature)
{
    private const string NoCpuNodes = "session.disable_cpu_ep_fallback";

    private readonly Dictionary<Precision, byte[]> _files = [];
    private readonly ConcurrentDictionary<Precision, bool> _withCpuNodes = [];

    /// <summary>Name of the network's file without its extension.</summary>
    public string Name { get; } = Path.GetFileNameWithoutExtension(description.File);

    public InferenceDevice Device => device;

    public NetworkSignature Signature => signature;

    /// <summary>Makes a session; the caller disposes it.</summary>
    /// <param name="precision">One that the pack has.</param>
    /// <param name="shape">The only shape it will run; <see langword="null"/>: any.</param>
    /// <param name="convolutionSearch">How the device searches for convolution algorithms.</param>
    /// <exception cref="ModelPackException">The file is damaged, cannot be loaded, or has other inputs or outputs.</exception>
    public InferenceSession Create(Precision precision, NetworkShape? shape, string convolutionSearch)
    {
        if (shape is null || _withCpuNodes.ContainsKey(precision))
            return Create(precision, shape, convolutionSearch, allowCpuNodes: true);
        try
        {
            // With its shape known, nothing of such a network has to be computed on the CPU: a node that is, was not taken by the device.
            return Create(precision, shape, convolutionSearch, allowCpuNodes: false);
        }
        catch (ModelPackException e) when (e.InnerException!.Message.Contains("fallback to CPU", StringComparison.Ordinal))
        {
            if (_withCpuNodes.TryAdd(precision, true))
                device.Logger.NodesOnCpu(e, Name, precision);
            return Create(precision, shape, convolutionSearch, allowCpuNodes: true);
        }
    }

    private InferenceSession Create(Precision precision, NetworkShape? shape, string convolutionSearch, bool allowCpuNodes)
    {
        var file = description.In(precision);
        using var options = Options(shape);
        if (!allowCpuNodes)
        {
            options.AddSessionConfigEntry(NoCpuNodes, "1");
            // Its refusal is an answer, not an error for the log.
            options.LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;
        }

        InferenceSession session;
        try
        {
            device.Provider.AppendTo(options, convolutionSearch);
            session = new InferenceSession(Read(precision, file), options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelPackException($"ONNX Runtime cannot load '{file.File}' of the pack {pack.Id}: {e.Message}", e);
        }

        var missing = session.InputMetadata.ContainsKey(signature.Input) ? "" : $" input '{signature.Input}'";
        foreach (var output in signature.Outputs)
            if (!session.OutputMetadata.ContainsKey(output))
                missing += $" output '{output}'";
        var mistake = missing.Length > 0 ? $"is another kind of network: it lacks{missing}" : signature.Mistake?.Invoke(session, shape);
        if (mistake is null)
            return session;
        session.Dispose();
        throw new ModelPackException($"'{file.File}' of the pack {pack.Id} {mistake}.");
    }

    private byte[] Read(Precision precision, NetworkFile file)
    {
        lock (_files)
        {
            if (!device.Provider.HasFixedShapes)
                return pack.Read(file);
            if (!_files.TryGetValue(precision, out var bytes))
                _files.Add(precision, bytes = pack.Read(file));
            return bytes;
        }
    }

    private SessionOptions Options(NetworkShape? shape)
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = device.Options.IntraOpThreads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            // Where the picture's size changes from call to call, a remembered allocation pattern would be wrong for the next one.
            EnableMemoryPattern = shape is not null,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        if (shape is { } only)
        {
            // The names that the export gives to the free dimensions.
            options.AddFreeDimensionOverrideByName("n", only.Batch);
            options.AddFreeDimensionOverrideByName("w", only.Width);
            options.AddFreeDimensionOverrideByName("h", only.Height);
        }

        return options;
    }
}
