using Indexing.TestSupport;
using Indexing.VectorStore;
using Indexing.Vision.Embedding;

namespace Indexing.Search.Tests;

public sealed class WordEvidenceTests
{
    [Fact]
    public void CopyTo_Evidence_FillsEveryNamedFeature()
    {
        var features = new float[WordEvidence.FeatureNames.Count];
        Array.Fill(features, float.NaN);

        Evidence("coffee", "coffee").CopyTo(features);

        Assert.DoesNotContain(float.NaN, features);
    }

    [Fact]
    public void Evidence_OfTheWordItself_IsAboveThatOfANeighbourInEveryLikelihood()
    {
        var same = Evidence("coffee", "coffee");
        var neighbour = Evidence("coffee", "toffee");

        Assert.True(same.LogLikelihood > neighbour.LogLikelihood);
        Assert.True(same.LogRatioBest > neighbour.LogRatioBest);
        Assert.True(same.LogRatioContained > neighbour.LogRatioContained);
    }

    [Fact]
    public void Evidence_OfARegionWithoutText_PrefersNoText() => Assert.True(Evidence("coffee", "").LogRatioNonText < 0);

    private static WordEvidence Evidence(string query, string written)
    {
        var posteriors = written.Length > 0 ? SpelledPosteriors.Of(written) : Blank();
        var word = new StoredWord(new ImageKey("t", "i"), 0, default, written, 1, 0.5f, posteriors);
        return new WordEvidence(new WordHit(word, 0.7f), new PosteriorReranker(query).Score(posteriors), query);
    }

    private static byte[] Blank()
    {
        var posteriors = new byte[32 * Alphabet.Size];
        for (var i = 0; i < posteriors.Length; i++)
            posteriors[i] = (byte)(i % Alphabet.Size == 0 ? 0 : 80);
        return posteriors;
    }
}
