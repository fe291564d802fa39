using Indexing.TestSupport;

namespace Indexing.VectorStore.Sqlite.Tests;

/// <summary>
/// Words of which every second one, from the first on, has a concept, and all but one in seven have n-grams; repeatable by seed.
/// </summary>
internal sealed class MixedWords(int seed)
{
    /// <summary>Smaller than the lexical dimension: a mix-up of the two fails.</summary>
    private const int ConceptDimension = 64;

    /// <summary>N-grams of all words; 40 random ones a word then share many with others.</summary>
    public static ushort[] AllGrams { get; } = [.. Enumerable.Range(0, 400).Select(static n => (ushort)(n * 157))];

    private readonly SyntheticWords _concepts = new(seed + 1000, ConceptDimension);
    private readonly Random _grams = new(seed + 2000);

    public SyntheticWords Synthetic { get; } = new(seed);

    public float[] Concept() => _concepts.UnitVector();

    public WordRecord[] Words(int count, string transcription = "word") =>
        [.. Enumerable.Range(0, count).Select(n => Synthetic.Word(
            n, transcription, concept: n % 2 == 0 ? Concept() : null, grams: n % 7 == 3 ? null : Grams(40)))];

    /// <summary>At most so many distinct n-grams.</summary>
    public ushort[] Grams(int most) => [.. _grams.GetItems(AllGrams, most).Distinct()];

    public static GramSearch Search(ushort[] grams, int limit, float minShare, string tenant = "tenant") =>
        new() { Tenant = tenant, Grams = grams, MinShare = minShare, Limit = limit };

    public static WordSearch Search(float[] concept, int limit, string tenant = "tenant", params string[] tags) =>
        SyntheticWords.Search(concept, limit, tenant, tags) with { Space = WordSpace.Concept };
}
