using Indexing.Standalone.Evaluation;

namespace Indexing.Standalone.Tests.Evaluation;

public sealed class ProtocolTextTests
{
    [Theory]
    [InlineData("[06]", "06")]
    [InlineData("Genaxis Theatre", "genaxistheatre")]
    [InlineData("Café!", "caf")]
    [InlineData("---", "")]
    public void Normalize_AnyText_KeepsLowerCaseLettersAndDigits(string text, string expected) =>
        Assert.Equal(expected, ProtocolText.Normalize(text));
}
