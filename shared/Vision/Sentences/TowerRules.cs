using Microsoft.ML.OnnxRuntime;

namespace Indexing.Vision.Sentences;

/// <summary>What a tower's file must be like, to fit its description in the pack.</summary>
internal static class TowerRules
{
    /// <summary>What is wrong with an input, as a sentence without its subject; <see langword="null"/> when nothing is.</summary>
    /// <param name="session">The network.</param>
    /// <param name="input">Name of the input.</param>
    /// <param name="type">Type of its elements.</param>
    /// <param name="extents">What will be given to it.</param>
    public static string? OfInput(InferenceSession session, string input, Type type, params ReadOnlySpan<int> extents)
    {
        if (!session.InputMetadata.TryGetValue(input, out var found))
            return $"has no input '{input}', but {Names(session.InputMetadata.Keys)}; name it in pack.json as the file does";
        if (found.ElementType != type)
            return $"takes '{input}' as {found.ElementType.Name}, not {type.Name}; export it so, or correct pack.json";
        return Fits(found.Dimensions, extents)
            ? null
            : $"takes '{input}' as {Shape(found.Dimensions)}, not {Shape(extents)}; correct pack.json, or export it with free dimensions";
    }

    /// <summary>What is wrong with the number of inputs.</summary>
    public static string? OfInputs(InferenceSession session, params IReadOnlyList<string> known)
    {
        var others = session.InputMetadata.Keys.Except(known).ToList();
        return others.Count == 0 ? null : $"has further inputs, {Names(others)}; export one tower, without the other's inputs";
    }

    /// <summary>What is wrong with an output.</summary>
    public static string? OfOutput(InferenceSession session, string output, params ReadOnlySpan<int> extents)
    {
        var found = session.OutputMetadata[output];
        if (found.ElementType != typeof(float))
            return $"gives '{output}' as {found.ElementType.Name}; export it with 32-bit floats at its border";
        return Fits(found.Dimensions, extents)
            ? null
            : $"gives '{output}' as {Shape(found.Dimensions)}, not {Shape(extents)}; correct pack.json, or name another output";
    }

    /// <summary>Whether extents fit, where -1 is any.</summary>
    private static bool Fits(ReadOnlySpan<int> found, ReadOnlySpan<int> wanted)
    {
        if (found.Length != wanted.Length)
            return false;
        for (var i = 0; i < found.Length; i++)
            if (found[i] >= 0 && wanted[i] >= 0 && found[i] != wanted[i])
                return false;
        return true;
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(static name => $"'{name}'"));

    private static string Shape(ReadOnlySpan<int> extents) =>
        string.Join(" x ", extents.ToArray().Select(static extent => extent < 0 ? "N" : $"{extent}"));
}
