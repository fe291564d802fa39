using System.Text.Json.Nodes;
using Indexing.Helm.Tests.Checks;

namespace Indexing.Helm.Tests;

/// <summary>What the chart renders to is right, whatever is switched on.</summary>
public sealed class ManifestTests
{
    public static TheoryData<string, string> Cases => new(
        from set in Manifests.Sets
        from check in ManifestChecks.All.Keys
        select (set, check));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Rendering_OfASetOfValues_PassesTheCheck(string set, string check) =>
        Assert.Empty(ManifestChecks.All[check](await Manifests.OfAsync(set)));

    [Fact]
    public async Task Rendering_OfEverything_HoldsEveryKind() => Assert.Equal(
        [
            "ConfigMap", "Deployment", "HTTPRoute", "HorizontalPodAutoscaler", "Ingress", "Job", "NetworkPolicy", "PersistentVolumeClaim",
            "Pod", "PodDisruptionBudget", "PodMonitor", "PrometheusRule", "ScaledObject", "Service", "ServiceAccount", "ServiceMonitor",
            "TriggerAuthentication",
        ],
        (await Manifests.OfAsync("everything")).Objects.Select(item => item.Text("kind")).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task Rendering_OfTheLeast_HoldsNoMoreThanItNeeds() => Assert.Equal(
        ["ConfigMap", "Deployment", "Pod", "Service"],
        (await Manifests.OfAsync("minimal")).Objects.Select(item => item.Text("kind")).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task Gpu_SwitchedOn_IsLimitedToleratedAndUsed()
    {
        var manifests = await Manifests.OfAsync("gpu");
        var worker = new Workload(manifests.One("Deployment", "-worker"));
        var container = Assert.Single(worker.Containers);

        Assert.Equal(1, container.Number("resources", "limits", "nvidia.com/gpu"));
        Assert.Null(container.At("resources", "requests", "nvidia.com/gpu"));
        Assert.Equal(["dedicated", "nvidia.com/gpu"], worker.Pod.Items("tolerations").Select(toleration => toleration.Text("key")));
        Assert.Equal("nvidia", worker.Pod.Text("runtimeClassName"));
        Assert.Equal("cuda", worker.Environment(manifests, "10.0.0.1")["Inference__Device"]);
        Assert.Equal("indexing-worker-gpu:0.1.0", container.Text("image"));
    }

    [Fact]
    public async Task OwnOptionsOfAService_FalseAndZeroAndEmptyToo_GoOverThoseOfAll()
    {
        var manifests = await Manifests.RenderAsync(
            "--set", "config.HttpBlobStore.AllowPrivateNetworks=true", "--set", "config.Ingest.Parallel=8",
            "--set", "config.Ingest.Tenants=[a, b]", "--set", "worker.config.HttpBlobStore.AllowPrivateNetworks=false",
            "--set", "worker.config.Ingest.Parallel=0", "--set", "worker.config.Ingest.Tenants=[]");
        var worker = new Workload(manifests.One("Deployment", "-worker")).Environment(manifests, "10.0.0.1");
        var query = new Workload(manifests.One("Deployment", "-query")).Environment(manifests, "10.0.0.1");

        Assert.Equal(("false", "0"), (worker["HttpBlobStore__AllowPrivateNetworks"], worker["Ingest__Parallel"]));
        Assert.Equal(("true", "8"), (query["HttpBlobStore__AllowPrivateNetworks"], query["Ingest__Parallel"]));
        Assert.False(worker.ContainsKey("Ingest__Tenants__0"));
        Assert.Equal("b", query["Ingest__Tenants__1"]);
    }

    [Fact]
    public async Task Configuration_Changed_MakesNewPods()
    {
        var before = (await Manifests.OfAsync("default")).One("Deployment", "-worker");
        var after = (await Manifests.RenderAsync("--set", "config.Ingest.Parallel=8")).One("Deployment", "-worker");

        Assert.NotEqual(
            before.Text("spec", "template", "metadata", "annotations", "checksum/config"),
            after.Text("spec", "template", "metadata", "annotations", "checksum/config"));
    }

    [Fact]
    public async Task Migration_InParts_IsAJobForEach()
    {
        var jobs = (await Manifests.OfAsync("everything")).OfKind("Job").Select(job => new Workload(job)).ToList();

        Assert.Equal(["1/4", "2/4", "3/4", "4/4"], jobs.Select(job => job.Containers.Single().Texts("args").ElementAt(7)));
        Assert.Equal(
            ["models", "migrate", "--to", "models/scene-text/3", "--rate", "50", "--part", "1/4", "--golden",
                "/etc/indexing/golden/golden.jsonl", "--tolerance", "0.01", "--carry"],
            jobs[0].Containers.Single().Texts("args"));
    }

    [Fact]
    public async Task Migration_OfAnotherTask_IsAnotherJob()
    {
        var migrate = await MigrationAsync();
        var back = await MigrationAsync("--set", "migration.command=rollback");

        Assert.Equal(["models", "migrate", "--to", "scene-text/3"], new Workload(migrate).Containers.Single().Texts("args"));
        Assert.Equal(["models", "rollback", "--to", "scene-text/3"], new Workload(back).Containers.Single().Texts("args"));
        Assert.NotEqual(migrate.Text("metadata", "name"), back.Text("metadata", "name"));
    }

    [Fact]
    public async Task Migration_WithNoToleranceAtAll_IsToldSo()
    {
        var job = await MigrationAsync("--set", "migration.tolerance=0");

        Assert.Equal(["--tolerance", "0"], new Workload(job).Containers.Single().Texts("args").TakeLast(2));
    }

    [Theory]
    [InlineData("worker.nodeSelector.disk=fast")]
    [InlineData("worker.podLabels.team=archive")]
    [InlineData("worker.tolerations=[{key: dedicated, operator: Exists}]")]
    [InlineData("worker.extraVolumes=[{name: notes, emptyDir: {}}]")]
    [InlineData("worker.config.Ingest.Parallel=8")]
    [InlineData("existingSecret.name=other")]
    [InlineData("migration.image.tag=1.2.3")]
    [InlineData("migration.resources.limits.cpu=4")]
    [InlineData("migration.carry=true")]
    public async Task Migration_WithOtherPods_IsAnotherJob(string change)
    {
        var (before, after) = (await MigrationAsync(), await MigrationAsync("--set", change));

        Assert.False(JsonNode.DeepEquals(before.At("spec", "template"), after.At("spec", "template")));
        Assert.NotEqual(before.Text("metadata", "name"), after.Text("metadata", "name"));
    }

    [Theory]
    [InlineData("query.replicas=5")]
    [InlineData("query.config.Search.Candidates=1000")]
    [InlineData("migration.backoffLimit=5")]
    public async Task Migration_BesideAnotherChange_IsTheSameJob(string change)
    {
        var (before, after) = (await MigrationAsync(), await MigrationAsync("--set", change));

        Assert.True(JsonNode.DeepEquals(before.At("spec", "template"), after.At("spec", "template")));
        Assert.Equal(before.Text("metadata", "name"), after.Text("metadata", "name"));
    }

    [Fact]
    public async Task LongNames_OfReleaseAndChart_StayValid()
    {
        var manifests = await Manifests.RenderAsync(
            "-f", Manifests.FileOf("everything"), "--set", "fullnameOverride=an-archive-of-pictures-with-a-long-name");

        Assert.Empty(NameCheck.Mistakes(manifests));
    }

    /// <summary>The Job of a migration that is one process, with further options of the chart.</summary>
    private static async Task<JsonObject> MigrationAsync(params string[] options) => Assert.Single((await Manifests.RenderAsync(
        ["--set", "migration.enabled=true", "--set", "migration.pack=scene-text/3", .. options])).OfKind("Job"));
}
