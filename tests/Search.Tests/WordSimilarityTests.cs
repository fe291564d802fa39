using Indexing.TestSupport;
using Indexing.VectorStore;
using Indexing.Vision.Embedding;
using Indexing.Vision.Onnx;

namespace Indexing.Search.Tests;

public sealed class WordSimilarityTests
{
    private readonly WordSimilarity _similarity = new(ModelPack.Open("models/scene-text/2"));

    [Fact]
    public void Expected_TheWordItself_IsAboveItsNeighbourAndTheNeighbourAboveAStranger()
    {
        var (same, neighbour, stranger) = (Expected("coffee", "coffee"), Expected("coffee", "toffee"), Expected("coffee", "harbour"));

        Assert.True(same > neighbour && neighbour > stranger, $"{same} {neighbour} {stranger}");
    }

    [Fact]
    public void Expected_OneLetterInDoubt_LiesBetweenTheTwoReadings()
    {
        var doubtful = SpelledPosteriors.Of("coffee");
        var frame = Enumerable.Range(0, doubtful.Length / Alphabet.Size)
            .First(t => doubtful[(t * Alphabet.Size) + Alphabet.ClassOf('c')] < 20);
        doubtful[(frame * Alphabet.Size) + Alphabet.ClassOf('c')] = 7;
        doubtful[(frame * Alphabet.Size) + Alphabet.ClassOf('t')] = 7;

        var evidence = Evidence("coffee", doubtful);

        Assert.InRange(evidence.ExpectedSimilarity, 5 / 6f + 0.02f, 0.98f);
    }

    [Fact]
    public void Expected_ARegionThatIsHardlyText_IsBelowAWord() =>
        Assert.True(Expected("coffee", "coffee", detectionScore: 0.05f) < Expected("coffee", "coffee", detectionScore: 0.9f) / 2);

    private double Expected(string query, string written, float detectionScore = 0.9f) =>
        _similarity.Expected(Evidence(query, SpelledPosteriors.Of(written), detectionScore));

    private static SimilarityEvidence Evidence(string query, byte[] posteriors, float detectionScore = 0.9f)
    {
        var readings = new List<Reading>();
        new ReadingDecoder().Decode(posteriors, readings);
        var word = new StoredWord(new ImageKey("t", "i"), 0, default, "", 1, detectionScore, posteriors);
        return new SimilarityEvidence(new WordHit(word, 0.7f), readings, query);
    }
}
