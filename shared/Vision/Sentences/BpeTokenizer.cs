using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Indexing.Vision.Onnx;

namespace Indexing.Vision.Sentences;

/// <summary>
/// CLIP's byte pairs (Radford et al. 2021, simple_tokenizer.py): the lower-cased text is cut into letters, single digits, contractions and
/// the rest; the bytes of each piece are merged pair by pair, the most frequent pair first. Immutable.
/// </summary>
/// <remarks>
/// Not done: ftfy's repair of broken encodings, HTML entities, Unicode's composed form. The names of the special tokens are ordinary
/// text: a sentence cannot end itself.
/// </remarks>
public sealed class BpeTokenizer : ITokenizer
{
    private const string WordEnd = "</w>";

    private static readonly string[] Contractions = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"];

    private readonly Dictionary<(int Left, int Right), (int Rank, int Merged)> _merges = [];

    /// <summary>Number of each byte alone, and of each byte that ends a word.</summary>
    private readonly int[] _bytes = new int[256];

    private readonly int[] _lastBytes = new int[256];
    private readonly bool _lowercase;
    private readonly int? _start;
    private readonly int? _end;

    /// <summary>Takes the vocabulary.</summary>
    /// <param name="vocabulary">Token to number, as in <c>vocab.json</c>.</param>
    /// <param name="merges">Pairs, the most frequent first, as in <c>merges.txt</c>; a first line that begins with # is no pair.</param>
    /// <param name="start">Number that begins every sentence, if one does; CLIP's is 49406.</param>
    /// <param name="end">Number that ends every sentence, if one does; CLIP's is 49407.</param>
    /// <param name="lowercase">Whether upper case counts as lower case.</param>
    /// <exception cref="ModelPackException">A byte, or what a pair is made of or gives, is not in the vocabulary.</exception>
    public BpeTokenizer(
        IReadOnlyDictionary<string, int> vocabulary, IReadOnlyList<string> merges, int? start, int? end, bool lowercase = true)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(merges);
        (_start, _end, _lowercase) = (start, end, lowercase);
        var names = ByteNames();
        for (var value = 0; value < names.Length; value++)
        {
            _bytes[value] = Number(vocabulary, names[value].ToString(), "byte", value);
            _lastBytes[value] = Number(vocabulary, names[value] + WordEnd, "byte", value);
        }

        for (var line = merges is [['#', ..], ..] ? 1 : 0; line < merges.Count; line++)
        {
            if (merges[line].Split(' ') is not [{ Length: > 0 } left, { Length: > 0 } right])
                throw new ModelPackException($"Line {line + 1} of the tokenizer's merges is no pair: '{merges[line]}'.");
            var pair = (Number(vocabulary, left, "merge", line + 1), Number(vocabulary, right, "merge", line + 1));
            _merges.TryAdd(pair, (line, Number(vocabulary, left + right, "merge", line + 1)));
        }
    }

    /// <inheritdoc/>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var numbers = new List<int>();
        if (_start is { } start)
            numbers.Add(start);
        var rest = (_lowercase ? TokenizerText.Lower(text) : text).AsSpan();
        var piece = new List<int>();
        while (!rest.IsEmpty)
        {
            var length = PieceLength(rest, out var isSpace);
            if (!isSpace)
                AddPiece(rest[..length], piece, numbers);
            rest = rest[length..];
        }

        if (_end is { } end)
            numbers.Add(end);
        return [.. numbers];
    }

    /// <summary>How many characters belong together: <c>'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+</c>, or spaces.</summary>
    private static int PieceLength(ReadOnlySpan<char> text, out bool isSpace)
    {
        isSpace = false;
        foreach (var contraction in Contractions)
            if (text.StartsWith(contraction, StringComparison.Ordinal))
                return contraction.Length;
        var kind = KindAt(text, out var length);
        isSpace = kind == Kind.Space;
        if (kind == Kind.Digit)
            return length;
        while (length < text.Length && KindAt(text[length..], out var more) == kind)
            length += more;
        return length;
    }

    private static Kind KindAt(ReadOnlySpan<char> text, out int length)
    {
        // Half a pair of UTF-16 becomes the replacement character, as it does in UTF-8.
        Rune.DecodeFromUtf16(text, out var rune, out length);
        if (Rune.IsWhiteSpace(rune))
            return Kind.Space;
        if (Rune.IsLetter(rune))
            return Kind.Letter;
        return Rune.IsNumber(rune) ? Kind.Digit : Kind.Other;
    }

    private void AddPiece(ReadOnlySpan<char> text, List<int> piece, List<int> numbers)
    {
        piece.Clear();
        var utf8 = Encoding.UTF8.GetBytes(text.ToString());
        for (var i = 0; i < utf8.Length; i++)
            piece.Add((i < utf8.Length - 1 ? _bytes : _lastBytes)[utf8[i]]);
        while (Best(piece) is { } pair)
            Merge(piece, pair);
        numbers.AddRange(piece);
    }

    private (int Left, int Right)? Best(List<int> piece)
    {
        (int Left, int Right)? best = null;
        var bestRank = int.MaxValue;
        for (var i = 1; i < piece.Count; i++)
        {
            if (_merges.TryGetValue((piece[i - 1], piece[i]), out var merge) && merge.Rank < bestRank)
                (bestRank, best) = (merge.Rank, (piece[i - 1], piece[i]));
        }

        return best;
    }

    /// <summary>Merges the pair wherever it stands, from left to right.</summary>
    private void Merge(List<int> piece, (int Left, int Right) pair)
    {
        var merged = _merges[pair].Merged;
        var kept = 0;
        for (var i = 0; i < piece.Count; i++)
        {
            if (i + 1 < piece.Count && (piece[i], piece[i + 1]) == pair)
            {
                piece[kept++] = merged;
                i++;
            }
            else
            {
                piece[kept++] = piece[i];
            }
        }

        CollectionsMarshal.SetCount(piece, kept);
    }

    /// <summary>
    /// The character that stands for each byte: itself where it can be printed, one above 255 elsewhere (bytes_to_unicode).
    /// </summary>
    private static char[] ByteNames()
    {
        var names = new char[256];
        var others = 0;
        for (var value = 0; value < names.Length; value++)
        {
            var isPrinted = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE;
            names[value] = (char)(isPrinted ? value : 256 + others++);
        }

        return names;
    }

    private static int Number(IReadOnlyDictionary<string, int> vocabulary, string token, string what, int where) =>
        vocabulary.TryGetValue(token, out var number)
            ? number
            : throw new ModelPackException(string.Create(
                CultureInfo.InvariantCulture,
                $"'{token}' of {what} {where} is not in the tokenizer's vocabulary. Use vocab.json and merges.txt of one model."));

    private enum Kind
    {
        Space,
        Letter,
        Digit,
        Other,
    }
}
