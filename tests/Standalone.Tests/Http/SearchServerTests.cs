using Indexing.TestSupport;

namespace Indexing.Standalone.Tests.Http;

/// <summary><c>search --server</c>: the command line asks a service through the typed client.</summary>
public sealed class SearchServerTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Search_AtAServer_TellsByItsExitCodeWhetherSomethingWasFound()
    {
        await fixture.Server.AnnounceInlineAsync("at-server", TestPictures.Png(31));
        await fixture.Server.WaitUntilDoneAsync("at-server");

        Assert.Equal((0, ""), await RunAsync("coffee", "--mode", "exact", "--min-score", "0", "--json"));
        Assert.Equal((4, ""), await RunAsync("coffee", "--tenant", "second"));
    }

    [Fact]
    public async Task Search_RefusedByTheServer_SaysWhy()
    {
        var (exitCode, error) = await RunAsync("!?");

        Assert.Equal(2, exitCode);
        Assert.StartsWith("error: 400 invalid_query: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_WhereNoServerIs_FailsWithTheReason()
    {
        using var error = new StringWriter();

        Assert.Equal(3, await RunAsync(error, "coffee", "--server", "http://127.0.0.1:1"));
        Assert.Contains("127.0.0.1:1", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--server", "no address")]
    [InlineData("--server", "file:///etc")]
    [InlineData("--api-key-file", "key")]
    [InlineData("--server", "http://127.0.0.1:1", "--show", "folder")]
    public async Task Search_WrongArguments_AreExplained(params string[] arguments)
    {
        using var error = new StringWriter();

        Assert.Equal(2, await RunAsync(error, ["coffee", .. arguments]));
        Assert.StartsWith("error: --", error.ToString(), StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, string Error)> RunAsync(params string[] arguments)
    {
        using var error = new StringWriter();
        var exitCode = await RunAsync(error, [.. arguments, "--server", fixture.Server.Client.BaseAddress!.ToString()]);
        return (exitCode, error.ToString());
    }

    private static Task<int> RunAsync(TextWriter error, params string[] arguments) =>
        CommandRunner.RunAsync(CommandRunner.CreateRoot().Parse(["search", .. arguments]), error);
}
