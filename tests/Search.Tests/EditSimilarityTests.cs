
namespace Indexing.Search.Tests;

public sealed class EditSimilarityTests
{
    [Theory]
    [InlineData("coffee", "coffee", 1)]
    [InlineData("", "", 1)]
    [InlineData("", "abc", 0)]
    [InlineData("abc", "", 0)]
    [InlineData("kitten", "sitting", 1 - 3.0 / 7)]
    [InlineData("saturday", "sunday", 1 - 3.0 / 8)]
    [InlineData("toffee", "coffee", 1 - 1.0 / 6)]
    [InlineData("ab", "ba", 0)]
    public void Compute_KnownPairs_IsOneMinusDistanceOverTheLongerLength(string left, string right, double expected) =>
        Assert.Equal(expected, EditSimilarity.Compute(left, right), 12);

    [Fact]
    public void Compute_LongTexts_UsesTheHeapAndStaysRight()
    {
        var text = new string('a', 5000);

        Assert.Equal(1 - 1.0 / 5000, EditSimilarity.Compute(text, text[..^1] + "b"), 12);
    }
}
