using System.Numerics.Tensors;
using Indexing.Vision.Concepts;
using Indexing.Vision.Embedding;

namespace Indexing.Vision.Tests.Concepts;

/// <summary>What words mean, over the concepts of the shipped pack.</summary>
public sealed class ConceptEncoderTests
{
    private static readonly ConceptLexicon Lexicon = new(Golden.Pack);
    private readonly ConceptEncoder _encoder = new(Lexicon);

    [Theory]
    [InlineData("terrier", "dog")]
    [InlineData("terriers", "dog")]
    [InlineData("espresso", "beverage")]
    [InlineData("pharmacy", "mercantile establishment")]
    public void ConceptsOf_WordAndItsPlural_AreThoseOfWordNet(string word, string concept) =>
        Assert.Contains(concept, Lexicon.ConceptsOf(word).SelectMany(number => Lexicon.Concepts[number].Names));

    [Fact]
    public void Vectors_OfEveryConcept_HaveUnitLength() => Assert.All(
        Enumerable.Range(0, Lexicon.Concepts.Count), concept => Assert.Equal(1, TensorPrimitives.Norm(Lexicon.Vector(concept)), 2e-3));

    [Fact]
    public void TryEncode_WordThatIsReadClearly_IsNearItsConceptsAndFarFromOthers()
    {
        var vector = new float[_encoder.Dimension];

        Assert.True(_encoder.TryEncode(Lexicon.None, Spelled("terrier"), vector));

        Assert.Equal(1, TensorPrimitives.Norm(vector), 1e-4);
        var (dog, furniture) = (_encoder.EncodeQuery("dog")!, _encoder.EncodeQuery("furniture")!);
        Assert.True(TensorPrimitives.Dot(vector, dog) > TensorPrimitives.Dot(vector, furniture) + 0.2);
        Assert.Contains("dog", _encoder.Nearest(vector, 12).SelectMany(match => match.Concept.Names));
    }

    [Theory]
    [InlineData("xqzt")]
    [InlineData("4711")]
    public void TryEncode_NoWordOfTheDictionary_MeansNothing(string text) =>
        Assert.False(_encoder.TryEncode(Lexicon.None, Spelled(text), new float[_encoder.Dimension]));

    [Theory]
    [InlineData("dog")]
    [InlineData("terrier")]
    [InlineData("natural science")]
    public void EncodeQuery_ConceptOrWord_HasUnitLength(string query) =>
        Assert.Equal(1, TensorPrimitives.Norm(_encoder.EncodeQuery(query)!), 1e-4);

    [Fact]
    public void EncodeQuery_PluralOfAConcept_AsksForTheConcept() =>
        Assert.Equal(_encoder.EncodeQuery("dog")!, _encoder.EncodeQuery("dogs")!);

    [Fact]
    public void EncodeQuery_Neither_IsNull() => Assert.Null(_encoder.EncodeQuery("xqzt"));

    private static byte[] Spelled(string word)
    {
        var posteriors = new byte[((2 * word.Length) + 1) * Alphabet.Size];
        posteriors.AsSpan().Fill(200);
        for (var t = 0; t <= 2 * word.Length; t++)
            posteriors[(t * Alphabet.Size) + (t % 2 == 1 ? Alphabet.ClassOf(word[t / 2]) : Alphabet.Blank)] = 0;
        return posteriors;
    }
}
