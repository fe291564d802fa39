namespace Indexing.Search;

/// <summary>Known words that may be meant by one that is not known.</summary>
internal static class NearWords
{
    private const int Most = 5;

    /// <summary>Less alike words are other words.</summary>
    private const double Near = 0.5;

    /// <summary>At most five: those that begin so or are its beginning, then those that are spelt most alike.</summary>
    public static IReadOnlyList<string> Of(string word, IReadOnlyList<string> known) =>
    [
        .. known.Select(other => (Word: other, Likeness: LikenessOf(word, other))).Where(static other => other.Likeness >= Near)
            .OrderByDescending(static other => other.Likeness).ThenBy(other => Math.Abs(other.Word.Length - word.Length))
            .ThenBy(static other => other.Word, StringComparer.Ordinal).Take(Most).Select(static other => other.Word),
    ];

    private static double LikenessOf(string word, string other)
    {
        var likeness = EditSimilarity.Compute(word, other);
        var isBeginning = other.StartsWith(word, StringComparison.Ordinal) || word.StartsWith(other, StringComparison.Ordinal);
        return isBeginning && Math.Min(word.Length, other.Length) > 2 ? 1 + likeness : likeness;
    }
}
