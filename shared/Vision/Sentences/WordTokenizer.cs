using Indexing.Vision.Onnx;

namespace Indexing.Vision.Sentences;

/// <summary>
/// Whole words: the runs of letters a-z and digits of the lower-cased text, each by its line in a list. Whatever else stands in the text
/// parts words. Immutable.
/// </summary>
public sealed class WordTokenizer : ITokenizer
{
    /// <summary>Number of the padding.</summary>
    public const int Pad = 0;

    /// <summary>Number of every word that is not in the list.</summary>
    public const int Unknown = 1;

    private const int First = 2;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly int? _start;
    private readonly int? _end;

    /// <summary>Takes the list.</summary>
    /// <param name="words">The words; the first one has the number 2.</param>
    /// <param name="start">Number that begins every sentence, if one does.</param>
    /// <param name="end">Number that ends every sentence, if one does.</param>
    /// <exception cref="ModelPackException">A word comes twice.</exception>
    public WordTokenizer(IReadOnlyList<string> words, int? start = null, int? end = null)
    {
        ArgumentNullException.ThrowIfNull(words);
        (_start, _end) = (start, end);
        for (var i = 0; i < words.Count; i++)
            if (!_numbers.TryAdd(words[i], i + First))
                throw new ModelPackException($"The word '{words[i]}' comes twice in the tokenizer's list, again in line {i + 1}.");
    }

    /// <inheritdoc/>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var numbers = new List<int>();
        if (_start is { } start)
            numbers.Add(start);
        var lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        var lowered = TokenizerText.Lower(text).AsSpan();
        for (var i = 0; i < lowered.Length;)
        {
            var length = lowered[i..].IndexOfAnyExcept(TokenizerText.WordCharacters);
            length = length < 0 ? lowered.Length - i : length;
            if (length > 0)
                numbers.Add(lookup.TryGetValue(lowered.Slice(i, length), out var number) ? number : Unknown);
            i += length + 1;
        }

        if (_end is { } end)
            numbers.Add(end);
        return [.. numbers];
    }
}
