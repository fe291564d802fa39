using Microsoft.ML.OnnxRuntime;

namespace Indexing.Vision.Onnx;

/// <summary>One loaded network. Safe for concurrent <see cref="Session"/> runs; disposed by its owner.</summary>
internal sealed class OnnxNetwork : IDisposable
{
    private const string Provider = "cpu";

    private OnnxNetwork(string name, InferenceSession session)
    {
        (Name, Session) = (name, session);
        VisionTelemetry.NetworkLoaded(name, Provider);
    }

    /// <summary>Name of the file without its extension, for telemetry.</summary>
    public string Name { get; }

    /// <summary>The session; ONNX Runtime allows concurrent runs.</summary>
    public InferenceSession Session { get; }

    /// <summary>Shared by all runs; carries no state.</summary>
    public RunOptions RunOptions { get; } = new();

    /// <summary>Loads a network of the pack and checks that it has the expected inputs and outputs.</summary>
    /// <exception cref="ModelPackException">The file is damaged, cannot be loaded, or has other inputs or outputs.</exception>
    public static OnnxNetwork Load(ModelPack pack, NetworkFile file, OnnxOptions options, string input, params ReadOnlySpan<string> outputs)
    {
        using var sessionOptions = new SessionOptions
        {
            IntraOpNumThreads = options.IntraOpThreads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            // The picture's size changes from call to call: a remembered allocation pattern would be wrong for the next one.
            EnableMemoryPattern = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        InferenceSession session;
        try
        {
            session = new InferenceSession(pack.Read(file), sessionOptions);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelPackException($"ONNX Runtime cannot load '{file.File}' of the pack {pack.Id}: {e.Message}", e);
        }

        var missing = session.InputMetadata.ContainsKey(input) ? "" : $" input '{input}'";
        foreach (var output in outputs)
            if (!session.OutputMetadata.ContainsKey(output))
                missing += $" output '{output}'";
        if (missing.Length == 0)
            return new OnnxNetwork(Path.GetFileNameWithoutExtension(file.File), session);
        session.Dispose();
        throw new ModelPackException($"'{file.File}' of the pack {pack.Id} is another kind of network: it lacks{missing}.");
    }

    public void Dispose()
    {
        VisionTelemetry.NetworkUnloaded(Name, Provider);
        RunOptions.Dispose();
        Session.Dispose();
    }
}
