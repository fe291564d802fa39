namespace Indexing.Benchmarks.VectorSearch;

/// <summary>
/// Texts for the words of a <see cref="WordCloud"/>, and their n-grams with some misreadings, as posteriors allow them: 4 to 11 letters as
/// frequent as in English, some 10 to 60 n-grams.
/// </summary>
internal static class SyntheticText
{
    private const int ShortestLength = 4;
    private const int LongestLength = 11;
    private const int Base = 27;

    /// <summary>Share of the letters that may be read as another one.</summary>
    private const double Doubtful = 0.6;

    /// <summary>Letters of English text by frequency (per 100).</summary>
    private const string Letters =
        "eeeeeeeeeeeeetttttttttaaaaaaaaoooooooiiiiiiinnnnnnnsssssshhhhhhrrrrrrddddllllcccuuummwwffggyyppbvkjxqz";

    /// <summary>The text of a word, always the same.</summary>
    public static string Of(int word)
    {
        var random = new Random(word);
        return string.Concat(random.GetItems<char>(Letters, random.Next(ShortestLength, LongestLength + 1)));
    }

    /// <summary>N-grams of one instance: those of the text, and those of the text with one of the doubtful letters misread.</summary>
    public static ushort[] Grams(string text, Random random)
    {
        var grams = new HashSet<ushort>();
        AddGrams(text, grams);
        Span<char> misread = stackalloc char[text.Length];
        for (int i = 0; i < text.Length; i++)
        {
            if (random.NextDouble() > Doubtful)
                continue;
            text.CopyTo(misread);
            misread[i] = Letters[random.Next(Letters.Length)];
            AddGrams(misread, grams);
        }
        return [.. grams];
    }

    /// <summary>N-grams of a piece of text, as they are asked for.</summary>
    public static ushort[] Grams(string piece)
    {
        var grams = new HashSet<ushort>();
        AddGrams(piece, grams);
        return [.. grams];
    }

    /// <summary>Runs of two and of three letters, as numbers to base 27.</summary>
    private static void AddGrams(ReadOnlySpan<char> text, HashSet<ushort> grams)
    {
        for (int i = 0; i + 1 < text.Length; i++)
        {
            int pair = (Digit(text[i]) * Base) + Digit(text[i + 1]);
            grams.Add((ushort)pair);
            if (i + 2 < text.Length)
                grams.Add((ushort)((pair * Base) + Digit(text[i + 2])));
        }
    }

    private static int Digit(char letter) => letter - 'a' + 1;
}
