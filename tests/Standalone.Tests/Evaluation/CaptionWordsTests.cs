using Indexing.Standalone.Evaluation;

namespace Indexing.Standalone.Tests.Evaluation;

public sealed class CaptionWordsTests
{
    private static readonly string[] Known = ["dog", "dogs", "brown", "tri", "t"];

    [Fact]
    public void Of_Captions_AreTheKnownWordsOnceEach() => Assert.Equal(
        ["brown", "dog", "tri"], CaptionWords.Of(["A BROWN dog runs .", "The dog's tri-colored ball"], Known.Contains));

    [Fact]
    public void Of_OtherForms_AreOtherWords() => Assert.Equal(["dogs"], CaptionWords.Of(["Two dogs"], Known.Contains));
}
