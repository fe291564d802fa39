using Indexing.TestSupport;
using Indexing.Vision.Embedding;

namespace Indexing.Vision.Tests.Embedding;

public sealed class CtcDecoderTests
{
    [Theory]
    [InlineData("coffee")]
    [InlineData("main street")]
    [InlineData("11")]
    public void Decode_ClearPosteriors_ReadsTheText(string text)
    {
        var (read, confidence) = CtcDecoder.Decode(SpelledPosteriors.Of(text, frames: 48));

        Assert.Equal(text, read);
        Assert.InRange(confidence, 0.85f, 1f);
    }

    [Fact]
    public void Decode_OnlyBlank_IsEmptyWithoutConfidence()
    {
        var posteriors = new byte[32 * Alphabet.Size];
        posteriors.AsSpan().Fill(100);
        for (var t = 0; t < 32; t++)
            posteriors[t * Alphabet.Size] = 0;

        Assert.Equal(("", 0f), CtcDecoder.Decode(posteriors));
    }

    [Fact]
    public void Decode_OuterSpaces_AreTrimmed() => Assert.Equal("a", CtcDecoder.Decode(SpelledPosteriors.Of(" a ", 24)).Text);
}
