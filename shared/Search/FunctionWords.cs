namespace Indexing.Search;

/// <summary>English words that show nothing by themselves and hold a sentence together.</summary>
internal static class FunctionWords
{
    private static readonly HashSet<string> All =
    [
        "a", "above", "across", "after", "against", "all", "along", "among", "an", "and", "another", "are", "around", "as", "at", "away",
        "be", "before", "behind", "being", "below", "between", "but", "by", "down", "during", "each", "for", "from", "had", "has", "have",
        "having", "he", "her", "his", "in", "into", "is", "it", "its", "near", "next", "no", "not", "of", "off", "on", "one", "onto", "or",
        "other", "out", "over", "she", "some", "than", "that", "the", "their", "there", "these", "they", "this", "those", "three",
        "through", "to", "toward", "towards", "two", "under", "up", "was", "were", "which", "while", "who", "with",
    ];

    /// <summary>Whether a normalised word is one.</summary>
    public static bool Contains(string word) => All.Contains(word);
}
