using Indexing.Vision.Sentences;

namespace Indexing.Vision.Tests.Sentences;

public sealed class WordVectorsTests
{
    private readonly WordVectors _words = new(["dog", "cat"], [3, 4, 0, -2]);

    [Fact]
    public void TryGet_KnownWord_HasUnitLength()
    {
        Assert.True(_words.TryGet("dog", out var vector));
        Assert.Equal([0.6f, 0.8f], vector.ToArray());
    }

    [Fact]
    public void TryGet_UnknownWord_IsFalseAndEmpty()
    {
        Assert.False(_words.TryGet("Dog", out var vector));
        Assert.True(vector.IsEmpty);
    }

    [Fact]
    public void Norm_OfAWord_IsTheLengthItHad() => Assert.Equal((5, 2), (_words.Norm(0), _words.Norm(1)));

    [Fact]
    public void Matrix_OfAllWords_HasTheirRows()
    {
        Assert.Equal([0.6f, 0.8f, 0, -1], _words.Matrix.ToArray());
        Assert.Equal((1, -1), (_words.IndexOf("cat"), _words.IndexOf("bird")));
    }

    [Fact]
    public void Create_VectorWithoutDirection_SaysWhichWord() => Assert.Contains(
        "'cat'", Assert.Throws<ArgumentException>(() => new WordVectors(["dog", "cat"], [1, 0, 0, 0])).Message, StringComparison.Ordinal);

    [Fact]
    public void Create_WordTwice_SaysWhich() => Assert.Contains(
        "'dog'", Assert.Throws<ArgumentException>(() => new WordVectors(["dog", "dog"], [1, 0, 0, 1])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    public void Create_NumbersThatAreNoVectors_Throws(int numbers) =>
        Assert.Throws<ArgumentException>(() => new WordVectors(["dog", "cat"], new float[numbers]));
}
