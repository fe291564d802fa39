using System.Diagnostics;
using Indexing.Hosting;
using Indexing.TestSupport;
using Microsoft.Extensions.Options;

namespace Indexing.Query.Tests;

public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_NothingConfigured_ListsEveryFailureAndEnds()
    {
        var (exitCode, error) = await RunAsync(["--Search:Candidates", "1"], []);

        Assert.Equal(2, exitCode);
        Assert.Contains("No vector store is configured: set ConnectionStrings:qdrant", error, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings:rabbitmq", error, StringComparison.Ordinal);
        Assert.Contains("FileSystemBlobStore:Roots is empty", error, StringComparison.Ordinal);
        Assert.Contains("Candidates", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PackThatIsNotThere_EndsWithTheReason()
    {
        var (exitCode, error) = await RunAsync(
            [
                "--urls", "http://127.0.0.1:0", "--Inference:ModelPack", _folder.Combine("no-pack"),
                "--SqliteVectorStore:Directory", _folder.Combine("index"), "--FileSystemBlobStore:Roots:0", _folder.Path,
                "--ConnectionStrings:rabbitmq", "amqp://guest:guest@127.0.0.1:1/",
            ],
            []);

        Assert.Equal(2, exitCode);
        Assert.Contains($"error: No model pack at '{_folder.Combine("no-pack")}'", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SecretFileMissing_EndsWithTheReason()
    {
        var missing = _folder.Combine("missing");

        var (exitCode, error) = await RunAsync([], new() { ["ConnectionStrings__rabbitmq_FILE"] = missing });

        Assert.Equal(2, exitCode);
        Assert.Contains($"error: ConnectionStrings__rabbitmq_FILE is '{missing}'", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ConnectionStrings:qdrant", "http://127.0.0.1:1")]
    [InlineData("SqliteVectorStore:Directory", "/tmp/indexing-query-unused")]
    public async Task Create_OneStoreAndOneSourceConfigured_IsValid(string key, string value)
    {
        await using var server = Composition.Create(
        [
            $"--{key}", value,
            "--HttpBlobStore:AllowedHosts:0", "images.example.org",
            "--ConnectionStrings:rabbitmq", "amqp://a:b@127.0.0.1:1/",
        ]);

        Assert.NotNull(server);
    }

    [Fact]
    public void Explain_Defect_IsNone()
    {
        var defect = new InvalidOperationException();

        Assert.Null(StartFailure.Explain(defect));
        Assert.Null(StartFailure.Explain(new AggregateException(new OptionsValidationException("", typeof(int), ["a"]), defect)));
    }

    private static async Task<(int ExitCode, string Error)> RunAsync(string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "indexing-query"), arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = await process.StandardError.ReadToEndAsync(patience.Token);
            await output;
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
