using Indexing.TestSupport;

namespace Indexing.VectorStore.Sqlite.Tests;

/// <summary>Words of which every second one, from the first on, has a concept; repeatable by seed.</summary>
internal sealed class MixedWords(int seed)
{
    /// <summary>Smaller than the lexical dimension: a mix-up of the two fails.</summary>
    private const int ConceptDimension = 64;

    private readonly SyntheticWords _concepts = new(seed + 1000, ConceptDimension);

    public SyntheticWords Synthetic { get; } = new(seed);

    public float[] Concept() => _concepts.UnitVector();

    public WordRecord[] Words(int count, string transcription = "word") =>
        [.. Enumerable.Range(0, count).Select(n => Synthetic.Word(n, transcription, concept: n % 2 == 0 ? Concept() : null))];

    public static WordSearch Search(float[] concept, int limit, string tenant = "tenant", params string[] tags) =>
        SyntheticWords.Search(concept, limit, tenant, tags) with { Space = WordSpace.Concept };
}
