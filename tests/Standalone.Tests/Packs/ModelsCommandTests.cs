using Indexing.TestSupport;
using Indexing.TestSupport.Sentences;

namespace Indexing.Standalone.Tests.Packs;

public sealed class ModelsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Add_Folder_InstallsIt()
    {
        var pack = SentencePacks.CreateColours(_folder.Combine("source"));

        var exitCode = await RunAsync(TextWriter.Null, "models", "add", pack, "--models", _folder.Combine("models"), "--name", "paint/3");

        Assert.Equal(ExitCode.Success, exitCode);
        Assert.True(File.Exists(_folder.Combine("models/paint/3/pack.json")));
    }

    [Fact]
    public async Task Add_DamagedPack_IsRefusedWithTheFile()
    {
        var pack = SentencePacks.CreateColours(_folder.Combine("source"));
        await File.AppendAllTextAsync(Path.Combine(pack, "image_tower.onnx"), "x");
        var error = new StringWriter();

        var exitCode = await RunAsync(error, "models", "add", pack, "--models", _folder.Combine("models"));

        Assert.Equal(ExitCode.Usage, exitCode);
        Assert.Contains("'image_tower.onnx'", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("models", "add")]
    [InlineData("models", "add", "/nowhere/at/all")]
    [InlineData("models", "add", "http://models.example.org/pack.zip")]
    [InlineData("models", "add", "https://models.example.org/pack.zip")]
    [InlineData("models", "add", "https://models.example.org/pack.zip", "--sha256", "abc")]
    [InlineData("models", "add", ".", "--sha256", "0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("models", "add", ".", "--name", "clip")]
    [InlineData("models", "add", ".", "--name", "../clip/1")]
    [InlineData("models", "add", ".", "--words", "/nowhere/at/all")]
    [InlineData("models", "list", "--index", "/nowhere/at/all")]
    public async Task Run_WrongArguments_IsAUsageError(params string[] arguments) =>
        Assert.Equal(ExitCode.Usage, await RunAsync(TextWriter.Null, arguments));

    private static Task<int> RunAsync(TextWriter error, params string[] arguments) =>
        CommandRunner.RunAsync(CommandRunner.CreateRoot().Parse(arguments), error);
}
