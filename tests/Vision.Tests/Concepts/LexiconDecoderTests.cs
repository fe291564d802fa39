using Indexing.Vision.Concepts;
using Indexing.Vision.Embedding;

namespace Indexing.Vision.Tests.Concepts;

/// <summary>The words of a lexicon that posteriors allow, with their exact probabilities.</summary>
public sealed class LexiconDecoderTests
{
    private static readonly string[] Words = ["a", "as", "ass", "cat", "cats", "dog", "coffee", "toffee", "coffees"];
    private readonly LexiconTrie _trie = new();

    public LexiconDecoderTests()
    {
        for (var i = 0; i < Words.Length; i++)
            _trie.Add(Words[i], i);
    }

    [Fact]
    public void Find_WordsAndTheirBeginnings_TellsThemApart()
    {
        Assert.All(Words, (word, i) => Assert.Equal(i, _trie.Find(word)));
        Assert.All(["", "c", "coff", "coffeess", "zebra"], word => Assert.Equal(-1, _trie.Find(word)));
    }

    [Fact]
    public void Decode_RandomPosteriors_GivesEveryWordTheProbabilityOfAllItsAlignments()
    {
        var random = new Random(1);
        var decoder = new LexiconDecoder(_trie);
        var found = new List<(int Word, double LogProbability)>();
        for (var round = 0; round < 20; round++)
        {
            var posteriors = RandomPosteriors(random, frames: 12);

            decoder.Decode(posteriors, found);

            Assert.Equal(Words.Length, found.Count);
            Assert.Equal(found.OrderByDescending(word => word.LogProbability), found);
            foreach (var (word, logProbability) in found)
                Assert.Equal(new PosteriorReranker(Words[word]).Score(posteriors).Query, logProbability, 1e-3);
        }
    }

    [Fact]
    public void Decode_OneLetterInDoubt_OffersBothWords()
    {
        var posteriors = Spelled("coffee");
        var doubtful = posteriors.AsSpan(1 * Alphabet.Size, Alphabet.Size);
        (doubtful[Alphabet.ClassOf('c')], doubtful[Alphabet.ClassOf('t')]) = (9, 6);
        var found = new List<(int Word, double LogProbability)>();

        new LexiconDecoder(_trie).Decode(posteriors, found);

        Assert.Equal(["toffee", "coffee"], found.Take(2).Select(word => Words[word.Word]));
        Assert.Equal(0.3, found[0].LogProbability - found[1].LogProbability, 0.05);
    }

    /// <summary>A blank, a letter, a blank, ... all but certain.</summary>
    private static byte[] Spelled(string word)
    {
        var posteriors = new byte[((2 * word.Length) + 1) * Alphabet.Size];
        posteriors.AsSpan().Fill(79);
        for (var t = 0; t <= 2 * word.Length; t++)
            posteriors[(t * Alphabet.Size) + (t % 2 == 1 ? Alphabet.ClassOf(word[t / 2]) : Alphabet.Blank)] = 0;
        return posteriors;
    }

    private static byte[] RandomPosteriors(Random random, int frames)
    {
        var posteriors = new byte[frames * Alphabet.Size];
        for (var i = 0; i < posteriors.Length; i++)
            posteriors[i] = (byte)random.Next(10, 70);
        return posteriors;
    }
}
