using Indexing.Standalone.Folders;

namespace Indexing.Standalone.Tests.Folders;

public sealed class IndexReportTests
{
    [Theory]
    [InlineData(1, 0, ExitCode.Success, FileOutcomeKind.Indexed)]
    [InlineData(2, 0, ExitCode.SomeRejected, FileOutcomeKind.Indexed, FileOutcomeKind.Rejected)]
    [InlineData(2, 0, ExitCode.Infrastructure, FileOutcomeKind.Rejected, FileOutcomeKind.Failed)]
    [InlineData(3, 1, ExitCode.Interrupted, FileOutcomeKind.Failed, FileOutcomeKind.Skipped)]
    internal void ExitCode_OfARun_IsTheMostUrgentState(int total, int remaining, int expected, params FileOutcomeKind[] kinds)
    {
        var outcomes = kinds.Select((kind, index) => new FileOutcome($"/{index}", kind)).ToList();

        var report = IndexReport.From(outcomes, total, TimeSpan.FromSeconds(1));

        Assert.Equal((remaining, expected), (report.Remaining, report.ExitCode));
    }

    [Fact]
    public void From_OutcomesInAnyOrder_ListsRejectedByPath()
    {
        FileOutcome[] outcomes =
        [
            new("/b", FileOutcomeKind.Rejected), new("/a", FileOutcomeKind.Rejected), new("/c", FileOutcomeKind.Indexed, 7),
        ];

        var report = IndexReport.From(outcomes, 3, TimeSpan.Zero);

        Assert.Equal(["/a", "/b"], report.Rejected.Select(outcome => outcome.Path));
        Assert.Equal((1, 7), (report.Indexed, report.Words));
    }
}
