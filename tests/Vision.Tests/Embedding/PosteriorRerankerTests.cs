using Indexing.TestSupport;
using Indexing.Vision.Embedding;

namespace Indexing.Vision.Tests.Embedding;

public sealed class PosteriorRerankerTests
{
    [Theory]
    [InlineData("a", 4)]
    [InlineData("ab", 4)]
    [InlineData("aa", 5)]
    [InlineData("abba", 6)]
    [InlineData("a b", 5)]
    public void Score_SmallPosteriors_EqualsTheSumOverAllAlignments(string query, int frames)
    {
        var posteriors = RandomPosteriors(frames, seed: query.Length * 31 + frames, "ab ");

        var likelihood = new PosteriorReranker(query).Score(posteriors);

        Assert.Equal(Math.Log(SumOverAlignments(query, posteriors, frames)), likelihood.Query, 1e-4);
    }

    [Fact]
    public void Score_AnyPosteriors_ReportsBestPathAndNonTextAsSumsOverFrames()
    {
        var posteriors = RandomPosteriors(7, seed: 5, "abc");
        double best = 0, blank = 0;
        for (var t = 0; t < 7; t++)
        {
            var frame = posteriors.AsSpan(t * Alphabet.Size, Alphabet.Size).ToArray();
            best -= 0.1 * frame.Min();
            blank -= 0.1 * frame[Alphabet.Blank];
        }

        var likelihood = new PosteriorReranker("abc").Score(posteriors);

        Assert.Equal(best, likelihood.BestPath, 1e-4);
        Assert.Equal(blank, likelihood.NonText, 1e-4);
    }

    [Fact]
    public void Score_QueryInsideALongerWord_IsContainedButUnlikelyAsTheWhole()
    {
        var posteriors = SpelledPosteriors.Of("pre16a", frames: 32);

        var likelihood = new PosteriorReranker("re16").Score(posteriors);

        var absent = new PosteriorReranker("xk77").Score(posteriors);
        Assert.True(likelihood.Contained - likelihood.BestPath > -1, $"contained: {likelihood.Contained - likelihood.BestPath}");
        Assert.True(absent.Contained - absent.BestPath < -10, $"absent: {absent.Contained - absent.BestPath}");
        Assert.True(likelihood.Query - likelihood.BestPath < -5, $"whole: {likelihood.Query - likelihood.BestPath}");
    }

    [Fact]
    public void Score_TheWordItself_IsNearTheBestPathAndFarAboveItsNeighbours()
    {
        var posteriors = SpelledPosteriors.Of("coffee", frames: 32);

        var exact = new PosteriorReranker("coffee").Score(posteriors);
        var oneEdit = new PosteriorReranker("toffee").Score(posteriors);

        Assert.InRange(exact.Query - exact.BestPath, -0.5, 3);
        Assert.True(exact.Query > oneEdit.Query + 4);
        Assert.True(exact.Query > exact.NonText + 20);
    }

    [Fact]
    public void Score_QueryLongerThanTheFrames_IsAtTheFloorInsteadOfNotANumber()
    {
        var likelihood = new PosteriorReranker("abcdefgh").Score(RandomPosteriors(3, seed: 1, "abc"));

        Assert.Equal(-75, likelihood.Query);
        Assert.True(float.IsFinite(likelihood.Contained));
    }

    [Fact]
    public void Score_ManyRegions_AllocatesNothing()
    {
        var posteriors = SpelledPosteriors.Of("coffee", frames: 32);
        var reranker = new PosteriorReranker("coffee");
        reranker.Score(posteriors);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
            reranker.Score(posteriors);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(37)]
    [InlineData(39)]
    public void Score_BytesThatAreNoPosteriors_Throws(int length) =>
        Assert.Throws<ArgumentException>(() => new PosteriorReranker("a").Score(new byte[length]));

    private static byte[] RandomPosteriors(int frames, int seed, string likely)
    {
        var random = new Random(seed);
        var posteriors = new byte[frames * Alphabet.Size];
        posteriors.AsSpan().Fill(200);
        for (var t = 0; t < frames; t++)
        {
            posteriors[t * Alphabet.Size] = (byte)random.Next(3, 40);
            foreach (var c in likely)
                posteriors[t * Alphabet.Size + Alphabet.ClassOf(c)] = (byte)random.Next(3, 40);
        }

        return posteriors;
    }

    /// <summary>Enumerates every sequence of classes and adds up those that collapse to the text: for a few frames only.</summary>
    private static double SumOverAlignments(string text, byte[] posteriors, int frames)
    {
        int[] classes = [Alphabet.Blank, .. text.Distinct().Select(Alphabet.ClassOf)];
        return Extend(0, "", Alphabet.Blank, 1);

        double Extend(int t, string read, int previous, double probability)
        {
            if (t == frames)
                return read == text ? probability : 0;
            double sum = 0;
            foreach (var c in classes)
            {
                var next = c == Alphabet.Blank || c == previous ? read : read + Alphabet.CharacterOf(c);
                sum += Extend(t + 1, next, c, probability * Math.Exp(-0.1 * posteriors[t * Alphabet.Size + c]));
            }

            return sum;
        }
    }
}
