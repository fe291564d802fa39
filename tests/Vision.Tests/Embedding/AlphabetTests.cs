using Indexing.Vision.Embedding;

namespace Indexing.Vision.Tests.Embedding;

public sealed class AlphabetTests
{
    [Theory]
    [InlineData("Coffee!", "coffee")]
    [InlineData("  Main \t STREET ", "main street")]
    [InlineData("Café Ångström", "cafe angstrom")]
    [InlineData("62-03", "6203")]
    [InlineData("cafe\u0301", "cafe")]
    [InlineData("ＡＢＣ１", "abc1")]
    [InlineData("Łódź Straße", "lodz strase")]
    [InlineData("???", "")]
    [InlineData("", "")]
    public void Normalize_AnyText_KeepsLettersDigitsAndSingleSpaces(string text, string expected) =>
        Assert.Equal(expected, Alphabet.Normalize(text));

    [Fact]
    public void ClassOf_EveryCharacter_IsTheInverseOfCharacterOf()
    {
        for (var value = 1; value < Alphabet.Size; value++)
            Assert.Equal(value, Alphabet.ClassOf(Alphabet.CharacterOf(value)));
    }

    [Theory]
    [InlineData('A')]
    [InlineData('é')]
    [InlineData('-')]
    public void ClassOf_OtherCharacter_Throws(char character) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Alphabet.ClassOf(character));

    [Fact]
    public void Encode_LongText_IsCutAtTheMaximum() => Assert.Equal(Alphabet.MaxLength, Alphabet.Encode(new string('a', 100)).Length);
}
