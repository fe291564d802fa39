using Indexing.Vision.Onnx;
using Indexing.Vision.Sentences;

namespace Indexing.Vision.Tests.Sentences;

public sealed class WordTokenizerTests
{
    private readonly WordTokenizer _tokenizer = new(["a", "dog", "24", "istanbul", "k"]);

    [Theory]
    [InlineData("A dog", new[] { 2, 3 })]
    [InlineData("a DOG, a cat; 24", new[] { 2, 3, 2, 1, 4 })]
    [InlineData("dog's", new[] { 3, 1 })]
    [InlineData("a_dog-24", new[] { 2, 3, 4 })]
    [InlineData("", new int[0])]
    [InlineData(" ...  ", new int[0])]
    [InlineData("dög", new[] { 1, 1 })]
    [InlineData("犬 😀 dog", new[] { 3 })]
    public void Encode_Text_GivesTheLinesOfItsWords(string text, int[] expected) => Assert.Equal(expected, _tokenizer.Encode(text));

    /// <summary>Python's "\u0130stanbul".lower() parts the dot from the i, its "\u212a".lower() is k.</summary>
    [Theory]
    [InlineData("\u0130stanbul", new[] { 1, 1 })]
    [InlineData("\u212a", new[] { 6 })]
    public void Encode_CapitalsOutsideAscii_AreLoweredAsPythonDoes(string text, int[] expected) =>
        Assert.Equal(expected, _tokenizer.Encode(text));

    [Fact]
    public void Encode_WithMarks_HasThemAtBothEnds() =>
        Assert.Equal([0, 2, 9], new WordTokenizer(["a"], start: 0, end: 9).Encode("a"));

    [Fact]
    public void Create_WordTwice_SaysWhich() => Assert.Contains(
        "'dog'", Assert.Throws<ModelPackException>(() => new WordTokenizer(["dog", "a", "dog"])).Message, StringComparison.Ordinal);
}
