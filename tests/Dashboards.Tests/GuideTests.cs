using System.Text.RegularExpressions;

namespace Indexing.Dashboards.Tests;

/// <summary>Every link of the operations guide leads somewhere.</summary>
public sealed partial class GuideTests
{
    [Fact]
    public void Link_ToAFile_IsThere()
    {
        var files = Link().Matches(DeployedFiles.Guide).Select(match => match.Groups["target"].Value)
            .Where(target => !target.StartsWith('#') && !target.StartsWith("https://", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(files);
        Assert.Empty(files.Where(file => !File.Exists(DeployedFiles.PathOf(file))));
    }

    [Fact]
    public void Link_WithinTheGuide_IsAHeading()
    {
        var anchors = Heading().Matches(DeployedFiles.Guide).Select(match => Punctuation().Replace(
            match.Groups["text"].Value.ToLowerInvariant(), "").Replace(' ', '-')).ToList();
        var targets = Link().Matches(DeployedFiles.Guide).Select(match => match.Groups["target"].Value)
            .Where(target => target.StartsWith('#')).ToList();

        Assert.NotEmpty(targets);
        Assert.Empty(targets.Where(target => !anchors.Contains(target[1..])));
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} (?<text>.+?)\s*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();
}
