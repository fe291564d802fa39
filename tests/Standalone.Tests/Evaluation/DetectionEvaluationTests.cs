using Indexing.Standalone.Evaluation;
using Indexing.Vision;
using Indexing.Vision.Detection;

namespace Indexing.Standalone.Tests.Evaluation;

public sealed class DetectionEvaluationTests
{
    private readonly DetectionEvaluation _evaluation = new();

    [Fact]
    public void Add_DetectionOnTheWord_IsAMatch()
    {
        _evaluation.Add([Box(0, 0, 10, 10, 0.9f)], [Word(1, 0, 10, 10)]);

        Assert.Equal((1, 1, 1), (_evaluation.Precision, _evaluation.Recall, _evaluation.F1));
    }

    [Fact]
    public void Add_OverlapBelowOneHalf_IsBothAnErrorAndAMiss()
    {
        _evaluation.Add([Box(0, 0, 10, 10, 0.9f)], [Word(5, 0, 10, 10)]);

        Assert.Equal((0, 0, 0), (_evaluation.Precision, _evaluation.Recall, _evaluation.F1));
    }

    [Fact]
    public void Add_TwoDetectionsOfOneWord_CountOnceAndErrOnce()
    {
        _evaluation.Add([Box(0, 0, 10, 10, 0.9f), Box(0, 0, 10, 9, 0.8f)], [Word(0, 0, 10, 10)]);

        Assert.Equal((0.5, 1), (_evaluation.Precision, _evaluation.Recall));
    }

    [Fact]
    public void Add_TwoWords_TheBetterScoredDetectionChoosesFirst()
    {
        // Both detections overlap both words by more than half; the first takes its best, the second the one that is left.
        _evaluation.Add(
            [Box(0, 0, 10, 10, 0.5f), Box(1, 0, 10, 10, 0.9f)],
            [Word(1, 0, 10, 10), Word(0, 0, 10, 10)]);

        Assert.Equal((1, 1), (_evaluation.Precision, _evaluation.Recall));
    }

    [Fact]
    public void Add_DetectionMostlyInsideAnIgnoredRegion_DoesNotCount()
    {
        _evaluation.Add([Box(0, 0, 10, 10, 0.9f), Box(50, 0, 10, 10, 0.8f)], [Word(0, 0, 10, 6, ignore: true), Word(50, 0, 10, 10)]);

        Assert.Equal((1, 1), (_evaluation.Precision, _evaluation.Recall));
    }

    [Fact]
    public void Add_DetectionHalfInsideAnIgnoredRegion_Counts()
    {
        _evaluation.Add([Box(0, 0, 10, 10, 0.9f)], [Word(0, 0, 10, 5, ignore: true)]);

        Assert.Equal(0, _evaluation.Precision);
    }

    [Fact]
    public void Add_IllegibleWord_IsNeitherHitNorMiss()
    {
        _evaluation.Add([], [Word(0, 0, 10, 10) with { Text = "###" }, Word(50, 0, 10, 10)]);
        _evaluation.Add([Box(50, 0, 10, 10, 0.9f)], [Word(50, 0, 10, 10)]);

        Assert.Equal(0.5, _evaluation.Recall);
    }

    [Fact]
    public void F1_SeveralPictures_IsTheHarmonicMeanOverAll()
    {
        _evaluation.Add([Box(0, 0, 10, 10, 0.9f), Box(90, 0, 10, 10, 0.9f)], [Word(0, 0, 10, 10)]);
        _evaluation.Add([Box(0, 0, 10, 10, 0.9f)], [Word(0, 0, 10, 10), Word(50, 0, 10, 10), Word(70, 0, 10, 10)]);

        Assert.Equal(2.0 / 3, _evaluation.Precision, 12);
        Assert.Equal(2.0 / 4, _evaluation.Recall, 12);
        Assert.Equal(2 * (2.0 / 3) * 0.5 / (2.0 / 3 + 0.5), _evaluation.F1, 12);
    }

    private static TextRegion Box(float x, float y, float width, float height, float score) =>
        new(Quad.FromRectangle(x, y, width, height), score);

    private static EvaluationInstance Word(float x, float y, float width, float height, bool ignore = false) => new()
    {
        Text = "word",
        Quad = [[x, y], [x + width, y], [x + width, y + height], [x, y + height]],
        Ignore = ignore,
    };
}
