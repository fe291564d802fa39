namespace Indexing.Vision.Embedding;

/// <summary>
/// Character n-grams of two and three letters over 0-9 and a-z as numbers: a pair is 0..1295, a triple 1296..47951. A space parts words, so
/// no n-gram holds one.
/// </summary>
public static class Grams
{
    private const int Letters = 36;
    private const int Pairs = Letters * Letters;

    /// <summary>The distinct n-grams of a text.</summary>
    /// <param name="normalized">As <see cref="Alphabet.Normalize"/> returns it.</param>
    /// <returns>Ascending; empty when no two letters stand together.</returns>
    public static ushort[] Of(string normalized)
    {
        ArgumentNullException.ThrowIfNull(normalized);
        var found = new SortedSet<ushort>();
        for (var i = 1; i < normalized.Length; i++)
        {
            var (a, b) = (Alphabet.ClassOf(normalized[i - 1]), Alphabet.ClassOf(normalized[i]));
            if (a == Alphabet.Space || b == Alphabet.Space)
                continue;
            found.Add(Pair(a, b));
            if (i > 1 && Alphabet.ClassOf(normalized[i - 2]) is var before && before != Alphabet.Space)
                found.Add(Triple(before, a, b));
        }

        return [.. found];
    }

    /// <summary>Number of a pair of letters, classes 1..36.</summary>
    internal static ushort Pair(int a, int b) => (ushort)(((a - 1) * Letters) + b - 1);

    /// <summary>Number of three letters, classes 1..36.</summary>
    internal static ushort Triple(int a, int b, int c) => (ushort)(Pairs + (Pair(a, b) * Letters) + c - 1);
}
