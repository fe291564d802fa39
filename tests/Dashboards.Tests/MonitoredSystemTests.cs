using System.Text.Json;
using System.Text.RegularExpressions;
using Indexing.Dashboards.Tests.Monitored;

namespace Indexing.Dashboards.Tests;

/// <summary>Dashboards and rules against the running system.</summary>
public sealed partial class MonitoredSystemTests(MonitoredSystem system) : IClassFixture<MonitoredSystem>
{
    private static readonly string?[] Severities = ["critical", "warning", "info"];

    [Fact]
    public async Task Dashboard_EveryQuery_NamesWhatTheSystemExports()
    {
        var mistakes = new List<string>();
        foreach (var (place, expression) in await QueriesAsync())
            mistakes.AddRange(ExpressionRules.Mistakes(expression, system.Catalogue).Select(mistake => $"{place}: {mistake}"));

        AssertNone(mistakes);
    }

    [Fact]
    public async Task Dashboard_EveryQuery_ShowsSomething()
    {
        var empty = new List<string>();
        foreach (var (place, expression) in await QueriesAsync())
            if ((await system.Prometheus.QueryAsync(expression)).Count == 0)
                empty.Add($"{place}: {expression}");

        AssertNone(empty);
    }

    [Fact]
    public async Task Rule_EveryExpression_NamesWhatTheSystemExports()
    {
        var mistakes = (await RulesAsync()).SelectMany(rule =>
            ExpressionRules.Mistakes(rule.GetProperty("query").GetString()!, system.Catalogue)
                .Select(mistake => $"{rule.GetProperty("name").GetString()}: {mistake}"));

        AssertNone(mistakes);
    }

    [Fact]
    public async Task Rule_Each_IsEvaluatedWithoutAnError()
    {
        var rules = await RulesAsync();

        Assert.InRange(rules.Count, 40, 100);
        Assert.Empty(rules.Where(rule => rule.GetProperty("health").GetString() != "ok").Select(rule => rule.ToString()));
    }

    [Fact]
    public async Task Rule_EveryRecordedName_IsRead()
    {
        var rules = await RulesAsync();
        var read = rules.Select(rule => rule.GetProperty("query").GetString()!)
            .Concat((await QueriesAsync()).Select(query => query.Expression)).ToList();

        var recorded = rules.Where(rule => rule.GetProperty("type").GetString() == "recording")
            .Select(rule => rule.GetProperty("name").GetString()!);

        Assert.Empty(recorded.Where(name => !read.Any(expression => expression.Contains(name, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Alert_Each_SaysWhatItMeansAndLeadsToItsRunbook()
    {
        var headings = Heading().Matches(DeployedFiles.Guide).Select(match => match.Groups["text"].Value.ToLowerInvariant()).ToList();

        var wrong = (await AlertsAsync()).Where(alert => !IsExplained(alert, headings))
            .Select(alert => alert.GetProperty("name").GetString());

        AssertNone(wrong);
    }

    [Fact]
    public async Task Alert_Each_IsTestedFiringAndNotFiring()
    {
        var tests = DeployedFiles.RuleTests;

        var untested = (await AlertsAsync()).Select(alert => alert.GetProperty("name").GetString()!).Where(name =>
            !tests.Contains($"'{name} fires: ", StringComparison.Ordinal)
            || !tests.Contains($"'{name} does not fire: ", StringComparison.Ordinal));

        AssertNone(untested);
    }

    /// <summary>With every mistake in full, which the assertions of collections cut off.</summary>
    private static void AssertNone(IEnumerable<string?> mistakes)
    {
        var all = string.Join('\n', mistakes);
        Assert.True(all.Length == 0, all);
    }

    private static bool IsExplained(JsonElement alert, List<string> headings)
    {
        var anchor = alert.GetProperty("name").GetString()!.ToLowerInvariant();
        var annotations = alert.GetProperty("annotations");
        return !string.IsNullOrWhiteSpace(annotations.GetProperty("summary").GetString())
            && !string.IsNullOrWhiteSpace(annotations.GetProperty("description").GetString())
            && Severities.Contains(alert.GetProperty("labels").GetProperty("severity").GetString())
            && annotations.GetProperty("runbook_url").GetString() == $"deploy/README.md#{anchor}"
            && headings.Contains(anchor);
    }

    private async Task<List<(string Place, string Expression)>> QueriesAsync()
    {
        var queries = new List<(string, string)>();
        foreach (var dashboard in Dashboard.All)
        {
            var targets = await system.Prometheus.QueryAsync($$"""target_info{service_name="{{dashboard.Service}}"}""");
            var instances = targets.Select(target => Regex.Escape(target.GetProperty("metric").GetProperty("instance").GetString()!));
            queries.AddRange(dashboard.Queries(string.Join('|', instances).Replace(@"\", @"\\", StringComparison.Ordinal)));
        }

        return queries;
    }

    private async Task<List<JsonElement>> RulesAsync() =>
        [.. (await system.Prometheus.GetAsync("rules")).GetProperty("groups").EnumerateArray()
            .SelectMany(group => group.GetProperty("rules").EnumerateArray())];

    private async Task<List<JsonElement>> AlertsAsync() =>
        [.. (await RulesAsync()).Where(rule => rule.GetProperty("type").GetString() == "alerting")];

    [GeneratedRegex(@"^#{2,4} (?<text>\S+)\s*$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
