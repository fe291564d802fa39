using Indexing.TestSupport;

namespace Indexing.Deploy.Tests;

/// <summary>Each image's health check against the host that it is for.</summary>
public sealed class HealthTests(DeployFiles files)
{
    private const string NoBroker = "amqp://guest:guest@127.0.0.1:1/";

    public static TheoryData<string> CpuImages => [.. DeployFiles.Images.Where(image => image != "worker-gpu")];

    [Theory]
    [MemberData(nameof(CpuImages))]
    public async Task HealthCheck_OfARunningHost_EndsWithZero(string image)
    {
        using var folder = new TemporaryFolder();
        using var host = Start(image, folder);

        await host.WaitAsync("/livez");
        var path = files.Dockerfiles[image].Last("HEALTHCHECK")!.Json[2];

        Assert.Equal(0, (await host.CheckAsync(path)).Code);
    }

    [Theory]
    [InlineData("/readyz", "503")]
    [InlineData("/nowhere", "404")]
    public async Task HealthCheck_OfAnythingButOk_EndsWithOne(string path, string expected)
    {
        using var folder = new TemporaryFolder();
        using var host = Start("worker", folder);
        await host.WaitAsync("/startupz");

        var (code, _, error) = await host.CheckAsync(path);

        Assert.Equal(1, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HealthCheck_WhereNobodyListens_EndsWithOne()
    {
        var (code, _, _) = await HostProcess.CheckAsync(1, "/livez");

        Assert.Equal(1, code);
    }

    [Theory]
    [InlineData("worker")]
    [InlineData("query")]
    public async Task Host_WithTheImagesEnvironment_ServesWhatIsScraped(string image)
    {
        using var folder = new TemporaryFolder();
        using var host = Start(image, folder);

        await host.WaitAsync("/metrics");
    }

    [Fact]
    public async Task GpuWorker_WithoutAGpu_EndsWithTheReason()
    {
        using var folder = new TemporaryFolder();
        var gpu = files.Dockerfiles["worker-gpu"];
        Assert.Equal("cuda", gpu.Environment["Inference__Device"]);

        var (code, _, error) = await Tool.RunAsync(
            folder.Path,
            "dotnet",
            [Host.BuiltAssembly(Host.AssemblyOf(gpu.Project!))],
            environment: new Dictionary<string, string>(Settings(folder).ToDictionary(setting => setting.Name, setting => setting.Value))
            {
                ["Inference__Device"] = gpu.Environment["Inference__Device"]!,
                ["Inference__CudaProvider"] = folder.Path,
                ["CUDA_VISIBLE_DEVICES"] = "-1",
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            });

        Assert.Equal(2, code);
        Assert.Contains("Inference:Device is cuda, which cannot be had", error, StringComparison.Ordinal);
    }

    private HostProcess Start(string image, TemporaryFolder folder) =>
        HostProcess.Start(files.Dockerfiles[image], folder.Path, Settings(folder));

    private static IEnumerable<(string Name, string Value)> Settings(TemporaryFolder folder) =>
    [
        ("ConnectionStrings__rabbitmq", NoBroker),
        ("SqliteVectorStore__Directory", folder.Combine("index")),
        ("FileSystemBlobStore__Roots__0", folder.Path),
    ];
}
