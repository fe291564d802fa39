using Indexing.Search.Scenes;
using Indexing.TestSupport.Sentences;
using Indexing.Vision.Sentences;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Search.Tests.Scenes;

public sealed class VisualVocabularyTests(SceneFixture fixture) : IClassFixture<SceneFixture>
{
    private VisualVocabulary Vocabulary => fixture.Parts.GetRequiredService<VisualVocabulary>();

    [Fact]
    public async Task Summarize_PictureOfTwoColours_NamesBothWithEqualWeights()
    {
        var summary = Vocabulary.Summarize(await fixture.SceneAsync("red", "blue"), words: 2);

        Assert.Equal(["blue", "red"], summary.Words.Select(word => word.Word).Order());
        Assert.All(summary.Words, word => Assert.Equal(Math.Sqrt(0.5), word.Weight, 0.02));
        Assert.All(summary.Words, word => Assert.Equal(word.Weight, word.Similarity, 1e-4));
        Assert.InRange(summary.Explained, 0.98, 1);
    }

    [Fact]
    public async Task Summarize_FewerWordsThanColours_ExplainsLess()
    {
        var scene = await fixture.SceneAsync("red", "blue");

        Assert.Equal(0.5, Vocabulary.Summarize(scene, words: 1).Explained, 0.02);
    }

    [Fact]
    public async Task Summarize_MoreWordsThanThereAre_IsNoError()
    {
        var summary = Vocabulary.Summarize(await fixture.SceneAsync("red"), VisualVocabulary.MostWords);

        Assert.Equal("red", summary.Words[0].Word);
        Assert.True(summary.Words.Count <= SentencePacks.Colours.Count);
    }

    [Fact]
    public void Neighbors_KnownWord_AreTheOthersInDescendingSimilarity()
    {
        var found = Vocabulary.Neighbors(" Red ", top: 3);

        Assert.Equal(("red", 3), (found.Word, found.Neighbors.Count));
        Assert.DoesNotContain(found.Neighbors, neighbor => neighbor.Word == "red");
        Assert.Equal(found.Neighbors.OrderByDescending(neighbor => neighbor.Similarity), found.Neighbors);
    }

    [Fact]
    public void Neighbors_MisspeltWord_NamesTheKnownOne()
    {
        var refusal = Assert.Throws<UnknownWordException>(() => Vocabulary.Neighbors("yelow", top: 3));

        Assert.Contains("'yelow' is none of the 16 words that the sentence pack knows. Near to it: yellow", refusal.Message);
    }

    [Fact]
    public async Task Summarize_WithoutAPack_SaysWhatToDo()
    {
        await using var wordsOnly = fixture.Services(sentencePack: "");
        var vocabulary = wordsOnly.GetRequiredService<VisualVocabulary>();

        Assert.Contains(
            "Inference:SentencePack",
            Assert.Throws<SentencePackMissingException>(() => vocabulary.Summarize(new float[16], words: 3)).Message);
    }
}
