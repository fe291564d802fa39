using Indexing.Standalone.Packs;
using Indexing.Standalone.Rendering;
using Indexing.TestSupport;
using Indexing.TestSupport.Sentences;

namespace Indexing.Standalone.Tests.Packs;

public sealed class InstalledPacksTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void In_FolderOfPacks_TellsEach()
    {
        var colours = SentencePacks.CreateColours(_folder.Path, static json => json["licence"] = "research-use");
        _folder.Write("half/1/pack.json", "{ no json");
        _folder.Write(".adding-1/pack/pack.json", "{}");

        var packs = InstalledPacks.In(_folder.Path).OrderBy(static pack => pack.Id, StringComparer.Ordinal).ToList();

        Assert.Equal(["colours/1", "half/1"], packs.Select(static pack => pack.Id));
        Assert.Equal((PackKind.Sentences, "research-use", colours), (packs[0].Kind, packs[0].Licence, packs[0].Directory));
        Assert.Equal(Directory.GetFiles(colours).Sum(static file => new FileInfo(file).Length), packs[0].Bytes);
        Assert.Null(packs[1].Kind);
    }

    [Fact]
    public void List_ProgramsOwnPack_IsThere() =>
        Assert.Contains(InstalledPacks.List(), static pack => pack is { Id: "scene-text/2", Kind: PackKind.Words, Licence: "Apache-2.0" });

    [Theory]
    [InlineData("scene-text/2+colours/1", true)]
    [InlineData("colours/1", true)]
    [InlineData("scene-text/2+colours/11", false)]
    [InlineData(null, false)]
    public void IsIn_ModelOfAGeneration_LooksAtEachOfItsPacks(string? model, bool expected) =>
        Assert.Equal(expected, new InstalledPack("colours/1", PackKind.Sentences, "", 0, "").IsIn(model));

    [Theory]
    [InlineData(true, "indexing models migrate --to scene-text/2+colours/1")]
    [InlineData(false, "indexing models migrate --to colours/1")]
    public void Describe_InstalledPack_SaysHowAnIndexTakesIt(bool readsSentences, string expected)
    {
        var report = new PackReport
        {
            Name = new PackName("colours", "1"),
            Kind = readsSentences ? PackKind.Sentences : PackKind.Words,
            Licence = "MIT",
            Dimension = 16,
            PictureMilliseconds = 1.5,
            TextMilliseconds = 0.25,
            Precisions = ["fp32"],
        };

        var text = PackView.Describe(report, SentencePacks.CreateColours(_folder.Path), "scene-text/2");

        Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.Contains("MIT", text, StringComparison.Ordinal);
        Assert.Contains("64 bytes", text, StringComparison.Ordinal);
        Assert.Contains(readsSentences ? "Qdrant:SceneDimension 16)" : "Qdrant:Dimension 16)", text, StringComparison.Ordinal);
    }
}
