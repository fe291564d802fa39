using Indexing.Contracts;
using Indexing.Vision.Embedding;

namespace Indexing.Search;

/// <summary>Where in a reading a term stands, as it is written there: with capitals and punctuation.</summary>
internal static class SpanFinder
{
    /// <summary>Share of a term's letters that may differ from the reading.</summary>
    private const double MaxErrors = 0.34;

    /// <summary>
    /// The part of the text that is spelt most like the term (semi-global edit distance), or <see langword="null"/> when none is near.
    /// </summary>
    /// <param name="text">The reading as it is written.</param>
    /// <param name="term">Normalised.</param>
    public static TextSpan? Find(string text, string term)
    {
        var (letters, places) = Normalize(text);
        if (letters.Length == 0)
            return null;
        var (start, end, errors) = Align(letters, term);
        return end > start && errors <= MaxErrors * term.Length
            ? new TextSpan { Start = places[start], Length = places[end - 1] + 1 - places[start] }
            : null;
    }

    /// <summary>The normalised text and the place of each of its characters in the text.</summary>
    private static (string Letters, List<int> Places) Normalize(string text)
    {
        var letters = new char[text.Length];
        var places = new List<int>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ' ' && places.Count > 0)
                letters[places.Count] = ' ';
            else if (Alphabet.Normalize(text[i].ToString()) is { Length: 1 } letter)
                letters[places.Count] = letter[0];
            else
                continue;
            places.Add(i);
        }

        return (new string(letters, 0, places.Count), places);
    }

    /// <summary>Row by row over the term; a match may begin and end anywhere in the text for free.</summary>
    private static (int Start, int End, int Errors) Align(string text, string term)
    {
        var errors = new int[text.Length + 1];
        var starts = new int[text.Length + 1];
        for (var j = 0; j <= text.Length; j++)
            starts[j] = j;
        foreach (var letter in term)
        {
            var (diagonalErrors, diagonalStart) = (errors[0], starts[0]);
            errors[0]++;
            for (var j = 1; j <= text.Length; j++)
            {
                var best = (Errors: diagonalErrors + (text[j - 1] == letter ? 0 : 1), Start: diagonalStart);
                if (errors[j] + 1 < best.Errors)
                    best = (errors[j] + 1, starts[j]);
                if (errors[j - 1] + 1 < best.Errors)
                    best = (errors[j - 1] + 1, starts[j - 1]);
                (diagonalErrors, diagonalStart) = (errors[j], starts[j]);
                (errors[j], starts[j]) = best;
            }
        }

        var end = 0;
        for (var j = 1; j <= text.Length; j++)
            if (errors[j] < errors[end])
                end = j;
        return (starts[end], end, errors[end]);
    }
}
