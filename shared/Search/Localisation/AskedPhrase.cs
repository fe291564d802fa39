using System.Text.RegularExpressions;
using Indexing.Vision.Embedding;

namespace Indexing.Search.Localisation;

/// <summary>A phrase taken apart: the thing, and what is written on it.</summary>
internal sealed partial record AskedPhrase
{
    private const int MaxLength = 256;
    private const int MaxWords = 8;

    /// <summary>A phrase of so many words may itself be written somewhere; a longer one describes.</summary>
    private const int MostImpliedWords = 3;

    /// <summary>The phrase as it was asked, without white space around it.</summary>
    public required string Phrase { get; init; }

    /// <summary>The thing that carries the words; empty when the phrase names none.</summary>
    public string Thing { get; init; } = "";

    /// <summary>Words that may be written in the picture, normalised; empty: none.</summary>
    public IReadOnlyList<string> Written { get; init; } = [];

    /// <summary>Whether the phrase says that these words are written there, rather than being perhaps such words.</summary>
    public bool SaysText { get; init; }

    /// <summary>Takes a phrase apart: <c>sign that says open</c>, <c>"OPEN"</c>, <c>red ball</c>.</summary>
    /// <exception cref="InvalidQueryException">It is empty or too long.</exception>
    public static AskedPhrase Parse(string phrase)
    {
        ArgumentNullException.ThrowIfNull(phrase);
        var text = phrase.Trim();
        if (text.Length is 0 or > MaxLength)
            throw new InvalidQueryException($"phrase has {text.Length} characters; allowed are 1..{MaxLength}.");
        foreach (var form in new[] { Quoted(), Saying() })
        {
            var match = form.Match(text);
            if (match.Success && Words(match.Groups["text"].Value) is { Count: > 0 and <= MaxWords } said)
                return new AskedPhrase { Phrase = text, Thing = Noun(match.Groups["thing"].Value), Written = said, SaysText = true };
        }

        var words = Words(Article().Replace(text, ""));
        return new AskedPhrase { Phrase = text, Written = words.Count <= MostImpliedWords ? words : [] };
    }

    private static List<string> Words(string text)
    {
        var words = Alphabet.Normalize(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Any(static word => word.Length > Alphabet.MaxLength) ? [] : [.. words];
    }

    /// <summary>What is left of <c>the sign that says</c>: <c>the sign</c>; of <c>the</c> nothing, as an article names no thing.</summary>
    private static string Noun(string before)
    {
        var noun = SayingAtEnd().Replace(before, "").Trim();
        return Article().Replace(noun + " ", "").Length == 0 ? "" : noun;
    }

    [GeneratedRegex("""^(?<thing>[^"“”„]*)["“„](?<text>[^"“”„]+)["”“]?""")]
    private static partial Regex Quoted();

    [GeneratedRegex(
        @"^(?<thing>.*?)\b(?:(?:that|which)\s+(?:says|reads)|says|reads|saying|reading|with\s+the\s+(?:words?|text))\b"
        + @"\s*:?\s*(?<text>\S.*)$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Saying();

    [GeneratedRegex(@"\b(?:(?:that|which)\s+(?:says|reads)|says|reads|saying|reading|with(?:\s+the\s+(?:words?|text))?)\s*:?\s*$",
        RegexOptions.IgnoreCase)]
    private static partial Regex SayingAtEnd();

    [GeneratedRegex(@"^(?:the|an|a)\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Article();
}
