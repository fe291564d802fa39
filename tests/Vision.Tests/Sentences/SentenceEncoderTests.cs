using Indexing.TestSupport;
using Indexing.TestSupport.Sentences;
using Indexing.Vision.Onnx;
using Indexing.Vision.Sentences;
using static Indexing.Vision.Tests.Sentences.SentencePackFixture;

namespace Indexing.Vision.Tests.Sentences;

public sealed class SentenceEncoderTests(SentencePackFixture packs) : IClassFixture<SentencePackFixture>, IDisposable
{
    private readonly SentenceEncoder _colours = new(packs.Colours, Options);

    [Fact]
    public void Encode_SentenceOfKnownWords_IsTheDirectionOfTheirSum()
    {
        var vector = _colours.Encode("A RED and blue picture!");

        var (red, blue) = (vector[Colour("red")], vector[Colour("blue")]);
        Assert.Equal(1, Length(vector), 1e-5);
        Assert.Equal(red, blue, 1e-6);
        Assert.InRange(red, 0.68f, 0.71f);
    }

    [Fact]
    public void Encode_ClipShaped_IsScaledToUnitLength()
    {
        using var encoder = new SentenceEncoder(packs.ClipShaped, Options);

        var vector = encoder.Encode("a photo of a cat");

        Assert.Equal(512, vector.Length);
        Assert.Equal(1, Length(vector), 1e-5);
    }

    [Fact]
    public void Encode_LongerThanTheTower_IsCutWithItsEndMark()
    {
        using var encoder = new SentenceEncoder(packs.ClipShaped, Options);
        var seen = string.Join(' ', Enumerable.Repeat("dog", 75));

        // 75 words, a start and an end fill the 77 positions. The tower looks at what stands before the end mark.
        var (full, longer, shorter) = (encoder.Encode(seen), encoder.Encode(seen + " cat cat cat"), encoder.Encode(seen[4..]));

        Assert.Equal(full, longer);
        Assert.NotEqual(full, shorter);
    }

    [Fact]
    public void Encode_LongerThanWithoutEndMark_IsCut()
    {
        var seen = string.Join(' ', Enumerable.Repeat("red", 32));

        Assert.Equal(_colours.Encode(seen), _colours.Encode(seen + " blue blue blue blue"));
    }

    [Fact]
    public void Encode_BeyondTheReadCharacters_IsCut()
    {
        using var encoder = new SentenceEncoder(packs.ClipShaped, Options);
        var seen = new string('x', SentenceEncoder.MaxCharacters);

        Assert.Equal(encoder.Encode(seen), encoder.Encode(seen + seen));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \t\n")]
    [InlineData("... !?")]
    [InlineData("zzz qqq")]
    [InlineData("日本語 😀")]
    public void Encode_NothingKnown_SaysSo(string sentence)
    {
        var exception = Assert.Throws<EmptySentenceException>(() => _colours.Encode(sentence));

        Assert.Contains("colours/1", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \u3000 ")]
    public void Encode_EmptyForBytePairs_SaysSo(string sentence)
    {
        using var encoder = new SentenceEncoder(packs.ClipShaped, Options);

        Assert.Throws<EmptySentenceException>(() => encoder.Encode(sentence));
    }

    [Fact]
    public void Encode_UnknownWordAmongKnownOnes_ChangesNothing() =>
        Assert.Equal(_colours.Encode("red"), _colours.Encode("red zzz"));

    [Fact]
    public async Task Encode_ManyAtATime_GivesWhatItGivesAlone()
    {
        using var encoder = new SentenceEncoder(packs.ClipShaped, Options);
        string[] sentences = [.. Enumerable.Range(0, 40).Select(i => $"picture {i} of {i % 7} dogs")];
        var alone = sentences.Select(encoder.Encode).ToArray();

        var together = await Task.WhenAll(sentences.Select(sentence => Task.Run(() => encoder.Encode(sentence))));

        Assert.Equal(alone, together);
    }

    [Fact]
    public void Encode_WithThirtyTwoBitNumbers_GivesTheSame()
    {
        using var models = new TemporaryFolder();
        var pack = SentencePacks.CreateColours(models.Path, description => PackChanges.Replace(
            description, "text", Narrow(), models.Combine(SentencePacks.ColoursId), static text => text["elementType"] = "int32"));

        using var encoder = new SentenceEncoder(SentencePack.Open(pack), Options);

        Assert.Equal([1, 2, 3, 0], Restored(encoder.Encode("a an and")));
    }

    public void Dispose() => _colours.Dispose();

    private static int Colour(string name) => SentencePacks.Colours.ToList().IndexOf(name);

    /// <summary>A tower that gives its first numbers themselves, less 1.</summary>
    private static byte[] Narrow() => new OnnxModel()
        .Input<int>("words", "n", 32)
        .Constant("from", [0L], 1).Constant("to", [16L], 1).Constant("columns", [1L], 1).Constant("one", [1f], 1)
        .Node("Cast", "words", "numbers", ("to", 1))
        .Node("Slice", "numbers from to columns", "first")
        .Node("Sub", "first one", "less")
        .Node("Relu", "less", "known")
        .Node("LpNormalization", "known", "sentence", ("axis", 1), ("p", 2))
        .Output<float>("sentence", "n", 16)
        .ToArray();

    private static int[] Restored(float[] vector) => [.. vector.Take(4).Select(value => (int)MathF.Round(value / vector[0]))];
}
