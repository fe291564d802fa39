using Indexing.Benchmarks.Scale.Model;

namespace Indexing.Benchmarks.Scale.Runs;

/// <summary>From moments to costs, for a worker that had one picture in hand at a time and never an empty queue.</summary>
internal static class StageTimes
{
    private const int Fetch = 1;
    private const int Decode = 3;
    private const int Detect = 5;
    private const int Embed = 7;
    private const int Replace = 9;

    /// <summary>Costs of all pictures but the last, whose end is not followed by another.</summary>
    public static IEnumerable<(PictureSpans Picture, PictureCost Cost)> Costs(IReadOnlyList<PictureSpans> pictures) =>
        pictures.Zip(pictures.Skip(1), (picture, next) => (picture, Cost(picture, next)));

    /// <summary>Seconds in which decoder and networks did not run.</summary>
    public static double Interrupted(PictureSpans picture) =>
        Wait(picture, Decode) + Wait(picture, Detect) + Wait(picture, Embed);

    private static PictureCost Cost(PictureSpans picture, PictureSpans next)
    {
        var describe = picture.Processor[Replace] - picture.Processor[Embed + 1];
        int[] stages = [Fetch, Decode, Detect, Embed, Replace];
        var between = next.Processor[0] - picture.Processor[0] - describe - stages.Sum(stage => Processor(picture, stage));
        var betweenClock = next.Clock[0] - picture.Clock[0] - (picture.Clock[Replace] - picture.Clock[Embed + 1])
            - stages.Sum(stage => picture.Clock[stage + 1] - picture.Clock[stage]);
        return new PictureCost(
            Processor(picture, Fetch), Wait(picture, Fetch), Processor(picture, Decode), Processor(picture, Detect),
            Processor(picture, Embed), describe, Processor(picture, Replace), Wait(picture, Replace),
            Math.Max(0, between), Math.Max(0, betweenClock - between));
    }

    private static double Processor(PictureSpans picture, int stage) => picture.Processor[stage + 1] - picture.Processor[stage];

    private static double Wait(PictureSpans picture, int stage) =>
        Math.Max(0, picture.Clock[stage + 1] - picture.Clock[stage] - Processor(picture, stage));
}
