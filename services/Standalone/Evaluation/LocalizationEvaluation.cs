using Indexing.Search.Localisation;
using Indexing.Vision.Sentences;

namespace Indexing.Standalone.Evaluation;

/// <summary>Judges the best place of each phrase; a phrase without an answer is a miss. Not safe for concurrent use.</summary>
internal sealed class LocalizationEvaluation
{
    private const string Nothing = "none";
    private const double MinOverlap = 0.5;

    /// <summary>Upper bounds of the root of a thing's share of the picture.</summary>
    private const double SmallSide = 0.15, MediumSide = 0.3;

    /// <summary>Half of each side of the picture.</summary>
    private static readonly SceneBox Middle = new(0.25f, 0.25f, 0.75f, 0.75f);

    private readonly Dictionary<string, List<Judgement>> _groups = [];

    /// <summary>All phrases.</summary>
    public LocalizationScores All => Mean(Group("all"));

    /// <summary>By what the best place was found by.</summary>
    public IReadOnlyDictionary<string, LocalizationScores> BySource =>
        Means(LocateAnswer.NameOf(PlaceSource.Scene), LocateAnswer.NameOf(PlaceSource.Text), Nothing);

    /// <summary>By the root of the thing's share of the picture.</summary>
    public IReadOnlyDictionary<string, LocalizationScores> BySize => Means("small", "medium", "large");

    /// <summary>The same phrases answered without looking.</summary>
    public IReadOnlyDictionary<string, LocalizationScores> Baselines => Means("middle", "whole picture");

    /// <summary>Counts a phrase.</summary>
    /// <param name="places">The answer, best first.</param>
    /// <param name="truth">Where the thing is.</param>
    public void Add(IReadOnlyList<LocatedPlace> places, SceneBox truth)
    {
        var best = places.Count > 0 ? places[0] : null;
        var judgement = best is null ? default : Judge(best.Box, truth);
        Group("all").Add(judgement);
        Group(best is null ? Nothing : LocateAnswer.NameOf(best.Source)).Add(judgement);
        Group(SizeOf(truth)).Add(judgement);
        Group("middle").Add(Judge(Middle, truth));
        Group("whole picture").Add(Judge(SceneBox.Whole, truth));
    }

    private static string SizeOf(SceneBox truth) => Math.Sqrt(truth.Area()) switch
    {
        < SmallSide => "small",
        < MediumSide => "medium",
        _ => "large",
    };

    private static Judgement Judge(SceneBox box, SceneBox truth) => new(
        truth.Contains((box.Left + box.Right) / 2, (box.Top + box.Bottom) / 2), box.IntersectionOverUnion(truth) >= MinOverlap);

    private static LocalizationScores Mean(List<Judgement> judged) => new(
        judged.Count == 0 ? 0 : judged.Average(static judgement => judgement.Points ? 1.0 : 0),
        judged.Count == 0 ? 0 : judged.Average(static judgement => judgement.Overlaps ? 1.0 : 0),
        judged.Count);

    private Dictionary<string, LocalizationScores> Means(params IEnumerable<string> names) =>
        names.ToDictionary(name => name, name => Mean(Group(name)));

    private List<Judgement> Group(string name)
    {
        if (!_groups.TryGetValue(name, out var judged))
            _groups.Add(name, judged = []);
        return judged;
    }

    private readonly record struct Judgement(bool Points, bool Overlaps);
}
