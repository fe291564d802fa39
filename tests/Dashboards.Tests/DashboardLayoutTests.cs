using System.Text.Json;

namespace Indexing.Dashboards.Tests;

/// <summary>The dashboards are well-formed, can be read, and name no data source of their own.</summary>
public sealed class DashboardLayoutTests
{
    private const int Columns = 24;

    [Fact]
    public void Dashboards_OfTheFolder_AreOverviewIngestAndSearch() =>
        Assert.Equal(["ingest.json", "overview.json", "search.json"], Dashboard.All.Select(dashboard => dashboard.Name));

    [Fact]
    public void Identity_OfEveryDashboard_IsItsOwn()
    {
        Assert.Equal(
            Dashboard.All.Count, Dashboard.All.Select(dashboard => dashboard.Root.GetProperty("uid").GetString()).Distinct().Count());
        Assert.All(Dashboard.All, dashboard => Assert.True(dashboard.Root.GetProperty("schemaVersion").GetInt32() >= 39));
    }

    [Fact]
    public void Panel_OfEveryDashboard_HasAnIdOfItsOwn() => Assert.All(Dashboard.All, dashboard => Assert.Equal(
        dashboard.Panels.Count, dashboard.Panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count()));

    [Fact]
    public void Panel_OfEveryDashboard_LiesWithinTheGridAndOverNoOther() => Assert.All(Dashboard.All, dashboard =>
    {
        var taken = new HashSet<(int, int)>();
        foreach (var place in dashboard.Panels.Select(panel => panel.GetProperty("gridPos")))
        {
            var (x, y, w, h) = (Number(place, "x"), Number(place, "y"), Number(place, "w"), Number(place, "h"));
            Assert.InRange(x + w, 1, Columns);
            Assert.All(
                Enumerable.Range(x, w).SelectMany(column => Enumerable.Range(y, h).Select(row => (column, row))),
                cell => Assert.True(taken.Add(cell), $"{dashboard.Name}: two panels at {cell}"));
        }
    });

    [Fact]
    public void Chart_OfEveryDashboard_HasTitleDescriptionUnitAndLegend() => Assert.All(
        Dashboard.All.SelectMany(dashboard => dashboard.Charts),
        panel =>
        {
            Assert.False(string.IsNullOrWhiteSpace(panel.GetProperty("title").GetString()));
            Assert.False(string.IsNullOrWhiteSpace(panel.GetProperty("description").GetString()), panel.GetProperty("title").GetString());
            Assert.False(string.IsNullOrEmpty(
                panel.GetProperty("fieldConfig").GetProperty("defaults").GetProperty("unit").GetString()));
            Assert.NotEqual(0, panel.GetProperty("targets").GetArrayLength());
        });

    [Fact]
    public void DataSource_OfEveryPanelAndQuery_IsTheVariable() => Assert.All(Dashboard.All, dashboard =>
    {
        Assert.Contains(
            dashboard.Root.GetProperty("templating").GetProperty("list").EnumerateArray(),
            variable => IsDatasource(variable, "type") && IsDatasource(variable, "name"));
        Assert.All(
            dashboard.Charts.Concat(dashboard.Charts.SelectMany(panel => panel.GetProperty("targets").EnumerateArray())),
            part => Assert.Equal("${datasource}", part.GetProperty("datasource").GetProperty("uid").GetString()));
    });

    private static bool IsDatasource(JsonElement variable, string property) => variable.GetProperty(property).GetString() == "datasource";

    private static int Number(JsonElement place, string name) => place.GetProperty(name).GetInt32();
}
