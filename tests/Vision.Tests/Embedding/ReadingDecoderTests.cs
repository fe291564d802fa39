using Indexing.Vision.Embedding;

namespace Indexing.Vision.Tests.Embedding;

/// <summary>The most probable readings, against the exact probabilities of the forward recursion.</summary>
public sealed class ReadingDecoderTests
{
    private readonly ReadingDecoder _decoder = new();
    private readonly List<Reading> _readings = [];

    [Fact]
    public void Decode_TwoLettersInDoubt_RanksAllFourTextsByTheirProbability()
    {
        var posteriors = Blank(frames: 5);
        Set(posteriors, 1, ('c', 4), ('t', 11));
        Set(posteriors, 3, ('a', 5), ('o', 9));

        _decoder.Decode(posteriors, _readings);

        Assert.Equal(["ca", "co", "ta", "to"], _readings.Take(4).Select(reading => reading.Text));
        Assert.Equal(1, _readings.Sum(reading => reading.Probability), 1e-6);
        var exact = _readings.Take(4).Select(reading => Math.Exp(new PosteriorReranker(reading.Text).Score(posteriors).Query)).ToList();
        Assert.All(exact, (probability, i) => Assert.Equal(
            probability / exact[0], _readings[i].Probability / _readings[0].Probability, 0.01));
    }

    [Fact]
    public void Decode_ALetterTwice_NeedsABlankBetween()
    {
        var posteriors = Blank(frames: 5);
        Set(posteriors, 1, ('e', 1));
        Set(posteriors, 3, ('e', 1));
        _decoder.Decode(posteriors, _readings);
        Assert.Equal("ee", _readings[0].Text);

        Set(posteriors, 2, ('e', 1));
        _decoder.Decode(posteriors, _readings);
        Assert.Equal("e", _readings[0].Text);
    }

    [Fact]
    public void Decode_SpaceInDoubtBeforeTheText_IsOneReading()
    {
        var posteriors = Blank(frames: 5);
        Set(posteriors, 1, (' ', 7));
        posteriors[1 * Alphabet.Size] = 7;
        Set(posteriors, 3, ('a', 0));

        _decoder.Decode(posteriors, _readings);

        Assert.Equal("a", _readings[0].Text);
        Assert.True(_readings[0].Probability > 0.95);
        Assert.Single(_readings, reading => reading.Text == "a");
    }

    [Fact]
    public void Decode_NoText_ReadsNothing()
    {
        _decoder.Decode(Blank(frames: 8), _readings);

        Assert.Equal("", _readings[0].Text);
        Assert.True(_readings[0].Probability > 0.95);
    }

    private static byte[] Blank(int frames)
    {
        var posteriors = new byte[frames * Alphabet.Size];
        posteriors.AsSpan().Fill(79);
        for (var t = 0; t < frames; t++)
            posteriors[t * Alphabet.Size] = 0;
        return posteriors;
    }

    private static void Set(byte[] posteriors, int frame, params (char Character, byte Cost)[] letters)
    {
        posteriors[frame * Alphabet.Size] = 79;
        foreach (var (character, cost) in letters)
            posteriors[(frame * Alphabet.Size) + Alphabet.ClassOf(character)] = cost;
    }
}
