namespace Indexing.Search;

/// <summary>S(w, u) = 1 - Levenshtein(w, u) / max(|w|, |u|): how alike two texts are spelt.</summary>
public static class EditSimilarity
{
    private const int StackLimit = 256;

    /// <summary>Similarity of two texts, 0..1; two empty texts are equal.</summary>
    public static double Compute(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var longest = Math.Max(left.Length, right.Length);
        return longest == 0 ? 1 : 1 - (double)Distance(left, right) / longest;
    }

    private static int Distance(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        Span<int> row = right.Length < StackLimit ? stackalloc int[right.Length + 1] : new int[right.Length + 1];
        for (var j = 0; j < row.Length; j++)
            row[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j < row.Length; j++)
            {
                var replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
