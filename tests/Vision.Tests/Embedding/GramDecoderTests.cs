using Indexing.TestSupport;
using Indexing.Vision.Embedding;

namespace Indexing.Vision.Tests.Embedding;

public sealed class GramDecoderTests
{
    private const float MinExpectation = 0.02f;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Decode_SmallPosteriors_KeepsWhatIsExpectedOftenEnoughOverAllAlignments(int seed)
    {
        const string Characters = "ab ";
        var posteriors = SmallPosteriors.Random(frames: 6, seed, Characters);
        var expected = new Dictionary<string, double>();
        foreach (var (text, probability) in SmallPosteriors.Texts(posteriors, Characters))
            foreach (var gram in GramsIn(text))
                expected[gram] = expected.GetValueOrDefault(gram) + probability;
        // The quantised probabilities of a frame need not add up to 1: what lies at the border may fall on either side.
        var certain = expected.Where(gram => gram.Value > 1.1 * MinExpectation).SelectMany(gram => Grams.Of(gram.Key)[^1..]);
        var possible = expected.Where(gram => gram.Value > 0.9 * MinExpectation).SelectMany(gram => Grams.Of(gram.Key)[^1..]);

        var grams = new GramDecoder().Decode(posteriors);

        Assert.Subset(grams.ToHashSet(), certain.ToHashSet());
        Assert.Subset(possible.ToHashSet(), grams.ToHashSet());
    }

    [Fact]
    public void Decode_WordReadWithoutDoubt_HasAllGramsOfTheWord() =>
        Assert.Subset(new GramDecoder().Decode(SpelledPosteriors.Of("harbour")).ToHashSet(), Grams.Of("harbour").ToHashSet());

    [Fact]
    public void Decode_WordsWithASpace_HasNoGramAcrossIt()
    {
        var grams = new GramDecoder().Decode(SpelledPosteriors.Of("ab cd"));

        Assert.Equal(Grams.Of("ab").Concat(Grams.Of("cd")).Order(), grams.Where(gram => Grams.Of("bc")[0] != gram));
        Assert.DoesNotContain(Grams.Of("bc")[0], grams);
    }

    [Fact]
    public void Of_Texts_GivesDistinctNumbersBelowTheLimit()
    {
        Assert.Equal(5, Grams.Of("re16").Length);
        Assert.Empty(Grams.Of("a"));
        Assert.Equal(2, Grams.Of("aaaa").Length);
        Assert.All(Grams.Of("zzz"), gram => Assert.InRange(gram, 0, 47951));
    }

    /// <summary>Pairs and triples without a space, each as often as it stands there.</summary>
    private static IEnumerable<string> GramsIn(string text) =>
        from length in Enumerable.Range(2, 2)
        from start in Enumerable.Range(0, Math.Max(0, text.Length - length + 1))
        let gram = text.Substring(start, length)
        where !gram.Contains(' ')
        select gram;
}
