using System.Numerics.Tensors;
using Indexing.VectorStore;

namespace Indexing.TestSupport;

/// <summary>The second vector of a word: what it means.</summary>
public abstract partial class VectorStoreConformance
{
    /// <summary>Smaller than the lexical dimension on purpose: an adapter that mixes the two up fails.</summary>
    private readonly SyntheticWords _concepts = new(seed: 2, dimension: 64);

    [Fact]
    public async Task SearchConcepts_WordsOfManyMeanings_ReturnsTheBestInDescendingSimilarity()
    {
        var vectors = new Dictionary<string, float[]>(StringComparer.Ordinal);
        for (int i = 0; i < 6; i++)
        {
            WordRecord[] words = [.. Enumerable.Range(0, 5).Select(n => Synthetic.Word(n, concept: _concepts.UnitVector()))];
            foreach (WordRecord word in words)
                vectors[$"{i}/{word.RegionIndex}"] = word.Concept.ToArray();
            await PutAsync(SyntheticWords.Image($"{i}"), words);
        }

        float[] query = _concepts.Near(vectors["3/2"], 0.5f);
        AssertBest(vectors, query, await SearchConceptsAsync(query, 10), 10);
    }

    [Fact]
    public async Task SearchConcepts_WordsWithoutMeaning_AreNotFound()
    {
        float[] meaning = _concepts.UnitVector();
        await PutAsync(SyntheticWords.Image("a"), Synthetic.Word(0), Synthetic.Word(1, "dog", concept: meaning), Synthetic.Word(2));

        WordHit hit = Assert.Single(await SearchConceptsAsync(meaning, 10));

        Assert.Equal("dog", hit.Word.Transcription);
        Assert.Equal(1, hit.Similarity, SimilarityTolerance);
        Assert.Equal(3, (await SearchAsync(Synthetic.UnitVector(), 10)).Count);
    }

    [Fact]
    public async Task SearchConcepts_OppositeMeaning_IsFoundLast()
    {
        float[] meaning = _concepts.UnitVector();
        float[] opposite = [.. meaning.Select(number => -number)];
        await PutAsync(SyntheticWords.Image("a"), Synthetic.Word(0, "hot", concept: meaning), Synthetic.Word(1, "cold", concept: opposite));

        Assert.Equal(["hot", "cold"], (await SearchConceptsAsync(meaning, 10)).Select(hit => hit.Word.Transcription));
    }

    [Fact]
    public async Task SearchConcepts_StoreWithoutAnyMeaning_FindsNothing()
    {
        await PutAsync(SyntheticWords.Image("a"), Synthetic.Words(3));

        Assert.Empty(await SearchConceptsAsync(_concepts.UnitVector(), 10));
    }

    [Fact]
    public async Task SearchConcepts_TenantAndTags_AreObeyed()
    {
        float[] meaning = _concepts.UnitVector();
        await PutAsync(SyntheticWords.Image("theirs", tenant: "other", tags: ["red"]), Synthetic.Word(0, concept: meaning));
        await PutAsync(SyntheticWords.Image("plain"), Synthetic.Word(0, concept: meaning));
        await PutAsync(SyntheticWords.Image("red", tags: ["red"]), Synthetic.Word(0, concept: _concepts.Near(meaning, 0.5f)));

        Assert.Equal("red", Assert.Single(await SearchConceptsAsync(meaning, 10, "red")).Word.Image.ImageId);
    }

    [Fact]
    public async Task SearchConcepts_ReplacedWord_IsFoundByItsNewMeaningOnly()
    {
        float[] old = _concepts.UnitVector(), young = _concepts.UnitVector();
        await PutAsync(SyntheticWords.Image("a", version: 1), Synthetic.Word(0, "old", concept: old));
        await PutAsync(SyntheticWords.Image("a", version: 2), Synthetic.Word(0, "young", concept: young));

        Assert.Equal("young", Assert.Single(await SearchConceptsAsync(old, 10)).Word.Transcription);
    }

    [Fact]
    public async Task SearchConcepts_DimensionOtherThanTheStores_FailsForGood()
    {
        await PutAsync(SyntheticWords.Image("a"), Synthetic.Word(0, concept: _concepts.UnitVector()));

        VectorStoreException exception = await Assert.ThrowsAsync<VectorStoreException>(() =>
            SearchConceptsAsync(Synthetic.UnitVector(), 10));

        Assert.False(exception.IsTransient);
    }

    [Fact]
    public async Task ReplaceImage_ConceptNotOfUnitLength_IsRefused() => await Assert.ThrowsAnyAsync<ArgumentException>(() =>
        PutAsync(SyntheticWords.Image("a"), Synthetic.Word(0, concept: [.. _concepts.UnitVector().Select(number => 2 * number)])));

    private Task<IReadOnlyList<WordHit>> SearchConceptsAsync(ReadOnlyMemory<float> vector, int limit, params string[] tags) =>
        Store.SearchWordsAsync(
            SyntheticWords.Search(vector, limit, tags: tags) with { Space = WordSpace.Concept }, CancellationToken.None);
}
