using Indexing.Standalone.Evaluation;

namespace Indexing.Standalone.Tests.Evaluation;

public sealed class WordsEvaluationTests
{
    [Fact]
    public void Accuracy_OfFourCrops_CountsExactNormalisedReadings()
    {
        EvaluationImage[] images =
        [
            new() { Image = "1", Text = "Rescue" }, new() { Image = "2", Text = "can't" }, new() { Image = "3", Text = "You" },
            new() { Image = "4", Text = "gone" },
        ];

        Assert.Equal(0.5, WordsEvaluation.Accuracy(images, [["rescue"], ["cant"], ["yo"], []]));
    }
}
