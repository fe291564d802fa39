using System.Runtime.InteropServices;
using System.Text.Json;
using Indexing.Vision.Onnx;
using Microsoft.Extensions.Logging.Abstractions;

namespace Indexing.Vision.Tests;

/// <summary>Tensors that the training code wrote beside the networks: its input and what it computed from it.</summary>
internal sealed class Golden
{
    private readonly byte[] _bytes;

    /// <summary>Goldens of the word pack.</summary>
    public Golden(string name)
        : this(PackDirectory, name)
    {
    }

    public Golden(string pack, string name)
    {
        var directory = Path.Combine(pack, "golden");
        Description = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(directory, name + ".json"))).RootElement;
        _bytes = File.ReadAllBytes(Path.Combine(directory, name + ".bin"));
    }

    /// <summary>The pack in the source tree: goldens do not travel with the program.</summary>
    public static string PackDirectory { get; } = Path.Combine(SourceDirectory(), "../../shared/models/scene-text/2");

    /// <summary>The project's own sentence pack in the source tree.</summary>
    public static string SentencePackDirectory { get; } = Path.Combine(SourceDirectory(), "../../shared/models/scene-sentence/1");

    public static ModelPack Pack { get; } = ModelPack.Open(PackDirectory);

    /// <summary>One thread, and the precision of the goldens whatever the pack prefers here.</summary>
    public static InferenceOptions Options { get; } = new() { IntraOpThreads = 1, Precision = "fp32" };

    /// <summary>The CPU, used by these options.</summary>
    public static InferenceDevice Device(InferenceOptions? options = null) =>
        new(options ?? Options, NullLogger.Instance, new CpuProvider());

    public JsonElement Description { get; }

    public ReadOnlySpan<byte> Bytes(JsonElement tensor) => _bytes.AsSpan(tensor.GetProperty("offset").GetInt32(), Length(tensor));

    public ReadOnlySpan<float> Floats(JsonElement tensor) => MemoryMarshal.Cast<byte, float>(
        _bytes.AsSpan(tensor.GetProperty("offset").GetInt32(), 4 * Length(tensor)));

    /// <summary>The tensor of this name in the list "tensors".</summary>
    public JsonElement Tensor(string name) =>
        Description.GetProperty("tensors").EnumerateArray().Single(tensor => tensor.GetProperty("name").GetString() == name);

    public static int[] Shape(JsonElement tensor) => [.. tensor.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt32())];

    private static int Length(JsonElement tensor) => Shape(tensor).Aggregate(1, (product, extent) => product * extent);

    private static string SourceDirectory([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetDirectoryName(file)!;
}
