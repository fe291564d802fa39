using Indexing.Vision.Embedding;

namespace Indexing.Vision.Tests.Embedding;

public sealed class LogPosteriorsTests
{
    [Fact]
    public void Quantize_AnyLogProbability_IsWithinHalfAStepOrClipped()
    {
        float[] values = [0f, -0.04f, -0.06f, -1.23f, -24.96f, -25f, -80f, float.NegativeInfinity];
        var bytes = new byte[values.Length];

        LogPosteriors.Quantize(values, bytes);

        Assert.Equal([0, 0, 1, 12, 250, 250, 250, 250], bytes);
    }
}
