using Indexing.TestSupport.Sentences;
using Indexing.Vision.Onnx;
using Indexing.Vision.Sentences;

namespace Indexing.Vision.Tests.Sentences;

public sealed class BpeTokenizerTests
{
    private static readonly Lazy<BpeTokenizer> Clip = new(() =>
    {
        var merges = ClipVocabulary.Merges();
        return new BpeTokenizer(ClipVocabulary.Numbers(merges), merges, ClipVocabulary.Start, ClipVocabulary.End);
    });

    /// <summary>A vocabulary of bytes alone.</summary>
    private static Dictionary<string, int> Bytes => ClipVocabulary.Numbers(["#version"]);

    [Fact]
    public void Encode_PhotoOfACat_GivesTheNumbersThatClipGives() =>
        Assert.Equal([49406, 320, 1125, 539, 320, 2368, 49407], Clip.Value.Encode("a photo of a cat"));

    /// <summary>Written by golden/clip_tokens.py, which keeps to the lines of OpenAI's simple_tokenizer.py.</summary>
    [Theory]
    [InlineData("A dog's tail, isn't it?", new[] { 320, 1929, 568, 4132, 267, 2923, 713, 585, 286 })]
    [InlineData("3rd of 2024: 99%", new[] { 274, 1973, 539, 273, 271, 273, 275, 281, 280, 280, 260 })]
    [InlineData("Café in Zürich", new[] { 15304, 530, 89, 6522, 4021 })]
    [InlineData("smile 😀😀 ok", new[] { 3490, 34503, 2481 })]
    [InlineData("日本語 テスト", new[] { 39121, 44353, 34002, 508, 2429, 228, 32421, 486 })]
    [InlineData("  many   spaces\t\nhere ", new[] { 1346, 9006, 763 })]
    [InlineData("don't they'll we've I'm he'd you're", new[] { 847, 713, 889, 1342, 649, 1200, 328, 880, 797, 1896, 592, 982 })]
    [InlineData("!!!...'s", new[] { 11194, 23167, 338 })]
    [InlineData("OPEN 24 HOURS", new[] { 1488, 273, 275, 2382 })]
    [InlineData("İstanbul", new[] { 328, 16384, 11231 })]
    [InlineData("supercalifragilisticexpialidocious", new[] { 1642, 2857, 13093, 2076, 5868, 26850, 835, 639, 38466 })]
    [InlineData("x'y''s ''", new[] { 343, 262, 344, 8445, 338, 8445 })]
    [InlineData("naïve—quote “ok”", new[] { 1097, 35689, 563, 2005, 4020, 728, 506, 2481, 728, 507 })]
    [InlineData("½ ² Ⅳ", new[] { 33613, 41175, 158, 227, 367 })]
    [InlineData("a_b-c/d", new[] { 320, 318, 321, 268, 322, 270, 323 })]
    [InlineData("straße", new[] { 1894, 127, 253, 324 })]
    [InlineData("𝒜𝒷 𝟏𝟐 𠮷", new[] { 43387, 250, 43387, 371, 6874, 253, 493, 6874, 253, 494, 172, 254, 106, 371 })]
    [InlineData("👩‍👩‍👧 family", new[] { 26304, 26304, 964, 356, 1315 })]
    [InlineData("<|endoftext|>", new[] { 27, 347, 40786, 4160, 91, 285 })]
    [InlineData("", new int[0])]
    [InlineData(" \u3000\n", new int[0])]
    public void Encode_Text_GivesTheNumbersOfTheReference(string text, int[] expected) =>
        Assert.Equal([49406, .. expected, 49407], Clip.Value.Encode(text));

    [Fact]
    public void Encode_HalfAPairOfUtf16_IsTheReplacementCharacter() =>
        Assert.Equal(Clip.Value.Encode("a \ufffd"), Clip.Value.Encode("a \ud83d"));

    [Fact]
    public void Encode_MoreFrequentPair_IsMergedFirst()
    {
        var vocabulary = Bytes;
        foreach (var token in new[] { "bc</w>", "ab", "aab" })
            vocabulary.Add(token, vocabulary.Count);
        var tokenizer = new BpeTokenizer(vocabulary, ["#version: 0.2", "b c</w>", "a b", "a ab"], null, null);

        Assert.Equal([vocabulary["a"], vocabulary["bc</w>"]], tokenizer.Encode("abc"));
        Assert.Equal([vocabulary["aab"], vocabulary["d</w>"]], tokenizer.Encode("aabd"));
    }

    [Fact]
    public void Encode_UpperCaseThatCounts_IsKept()
    {
        var vocabulary = Bytes;
        var tokenizer = new BpeTokenizer(vocabulary, [], null, null, lowercase: false);

        Assert.Equal([vocabulary["A</w>"]], tokenizer.Encode("A"));
    }

    [Fact]
    public void Create_MergeThatTheVocabularyLacks_SaysWhich()
    {
        var exception = Assert.Throws<ModelPackException>(() => new BpeTokenizer(Bytes, ["#version: 0.2", "a b"], null, null));

        Assert.Contains("'ab' of merge 2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_ByteThatTheVocabularyLacks_SaysWhich()
    {
        var vocabulary = Bytes;
        vocabulary.Remove("a</w>");

        var exception = Assert.Throws<ModelPackException>(() => new BpeTokenizer(vocabulary, [], null, null));

        Assert.Contains("'a</w>' of byte 97", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("a b c")]
    [InlineData("a ")]
    [InlineData("")]
    public void Create_LineThatIsNoPair_SaysWhich(string line)
    {
        var exception = Assert.Throws<ModelPackException>(() => new BpeTokenizer(Bytes, ["#version: 0.2", line], null, null));

        Assert.Contains("Line 2", exception.Message, StringComparison.Ordinal);
    }
}
