using System.Text.Json;

namespace Indexing.Contracts.Tests;

/// <summary>What says in words what pictures show, as <see cref="GoldenJsonTests"/> has the rest.</summary>
public sealed class GoldenSceneJsonTests
{
    private static readonly SummaryWord Dog = new() { Word = "dog", Weight = 0.75, Similarity = 0.5 };

    [Fact]
    public void ImageSummary_OnTheWire_IsThisJson() => Golden.AssertJson(
        new ImageSummary { Words = [Dog], Explained = 0.375 },
        """{"words":[{"word":"dog","weight":0.75,"similarity":0.5}],"explained":0.375}""");

    [Fact]
    public void VisualNeighbors_OnTheWire_AreThisJson() => Golden.AssertJson(
        new VisualNeighbors { Word = "yellow", Neighbors = [new VisualNeighbor { Word = "bus", Similarity = 0.25 }] },
        """{"word":"yellow","neighbors":[{"word":"bus","similarity":0.25}]}""");

    [Fact]
    public void CleanTagsRequest_OnTheWire_IsThisJson() => Golden.AssertJson(
        new CleanTagsRequest { Tags = ["crane", "gbr"], Proposals = 5 }, """{"tags":["crane","gbr"],"proposals":5}""");

    [Fact]
    public void CleanTagsRequest_Empty_AsksForTheTagsOfThePicture()
    {
        var request = JsonSerializer.Deserialize<CleanTagsRequest>("{}", JsonSerializerOptions.Web)!;

        Assert.Equal((null, 3), (request.Tags, request.Proposals));
    }

    [Fact]
    public void CleanedTags_OnTheWire_AreThisJson() => Golden.AssertJson(
        new CleanedTags
        {
            Tags =
            [
                new CleanedTag { Tag = "crane", Verdict = TagVerdict.Kept, Score = 0.875 },
                new CleanedTag { Tag = "concrete", Verdict = TagVerdict.Doubtful, Score = 0.25 },
                new CleanedTag { Tag = "gbr", Verdict = TagVerdict.Unknown },
            ],
            Proposed = [Dog],
        },
        """
        {"tags":[{"tag":"crane","verdict":"kept","score":0.875},{"tag":"concrete","verdict":"doubtful","score":0.25},
         {"tag":"gbr","verdict":"unknown","score":null}],"proposed":[{"word":"dog","weight":0.75,"similarity":0.5}]}
        """);

    [Fact]
    public void RankCaptionsRequest_OnTheWire_IsThisJson() => Golden.AssertJson(
        new RankCaptionsRequest { Captions = ["a dog"], Top = 2 }, """{"captions":["a dog"],"top":2}""");

    [Fact]
    public void RankCaptionsRequest_Empty_AsksForKnownCaptions()
    {
        var request = JsonSerializer.Deserialize<RankCaptionsRequest>("{}", JsonSerializerOptions.Web)!;

        Assert.Equal((null, 5), (request.Captions, request.Top));
    }

    [Fact]
    public void RankedCaptions_OnTheWire_AreThisJson() => Golden.AssertJson(
        new RankedCaptions
        {
            Captions =
            [
                new RankedCaption { Caption = "a dog", Score = 0.5, Similarity = 0.25, ImageId = "b" },
                new RankedCaption { Caption = "ein Hund", Score = 0, Similarity = null },
            ],
        },
        """
        {"captions":[{"caption":"a dog","score":0.5,"similarity":0.25,"imageId":"b"},
         {"caption":"ein Hund","score":0,"similarity":null,"imageId":null}]}
        """);
}
