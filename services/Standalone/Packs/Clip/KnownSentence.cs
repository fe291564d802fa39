namespace Indexing.Standalone.Packs.Clip;

/// <summary>A sentence of which the numbers in CLIP's own vocabulary are known; OpenCLIP and MobileCLIP use the same.</summary>
internal static class KnownSentence
{
    /// <summary>The sentence.</summary>
    public const string Text = "a photo of a cat";

    /// <summary>CLIP's numbers of the beginning and the end, which tell its vocabulary from another.</summary>
    private const int Start = 49406;

    private const int End = 49407;

    private static readonly int[] Numbers = [Start, 320, 1125, 539, 320, 2368, End];

    /// <summary>Whether a tokenizer has CLIP's vocabulary and cuts the sentence otherwise.</summary>
    public static bool Contradicts(IReadOnlyList<int> numbers) =>
        numbers[0] == Start && numbers[^1] == End && !numbers.SequenceEqual(Numbers);

    /// <summary>What is said then.</summary>
    public static string Complaint(IReadOnlyList<int> numbers) =>
        $"The tokenizer makes {string.Join(' ', numbers)} of '{Text}', CLIP's makes {string.Join(' ', Numbers)}. Take vocabulary and "
        + "merges of one model.";
}
