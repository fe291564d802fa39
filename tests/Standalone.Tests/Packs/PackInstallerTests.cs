using System.Text.Json.Nodes;
using Indexing.Standalone.Packs;
using Indexing.TestSupport;
using Indexing.TestSupport.Sentences;
using Indexing.Vision.Onnx;
using Indexing.Vision.Sentences;

namespace Indexing.Standalone.Tests.Packs;

public sealed class PackInstallerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Models => _folder.Combine("models");

    private string Source => _folder.Combine("source");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Install_FolderOfASentencePack_LiesUnderItsNameAndIsReported()
    {
        var pack = SentencePacks.CreateColours(Source);

        var (directory, report) = await InstallAsync(pack);

        Assert.Equal(Path.Combine(Models, "colours", "1"), directory);
        Assert.Equal(("colours/1", PackKind.Sentences, 16, "Apache-2.0"), (report.Name.Id, report.Kind, report.Dimension, report.Licence));
        Assert.Equal(["fp32"], report.Precisions);
        Assert.True(report.PictureMilliseconds > 0 && report.TextMilliseconds > 0);
        Assert.Equal("colours/1", SentencePack.Open(directory).Id);
    }

    [Fact]
    public async Task Install_FolderOfAWordPack_IsTriedAndInstalled()
    {
        var (directory, report) = await InstallAsync(Path.Combine(AppContext.BaseDirectory, "models", "scene-text", "2"));

        Assert.Equal(("scene-text/2", PackKind.Words, 256), (report.Name.Id, report.Kind, report.Dimension));
        Assert.Equal("scene-text/2", ModelPack.Open(directory).Id);
    }

    [Fact]
    public async Task Install_ZipFile_IsUnpackedAndInstalled()
    {
        var archive = _folder.Write("colours.zip", Archives.Zip(SentencePacks.CreateColours(Source)));

        var (_, report) = await InstallAsync(archive);

        Assert.Equal("colours/1", report.Name.Id);
    }

    [Fact]
    public async Task Install_TarOfAFolder_IsUnpackedAndInstalled()
    {
        var content = Archives.Tar(SentencePacks.CreateColours(Source));
        var archive = _folder.Write("colours.tgz", content);

        var (_, report) = await InstallAsync(archive, request => request with { Sha256 = Archives.Sha256(content) });

        Assert.Equal("colours/1", report.Name.Id);
    }

    [Fact]
    public async Task Install_AddressWithItsSha256_IsFetchedAndInstalled()
    {
        var content = Archives.Zip(SentencePacks.CreateColours(Source));
        await using var server = await ArchiveServer.StartAsync(content);

        var (_, report) = await InstallAsync(
            $"{server.Address}/colours.zip", request => request with { Sha256 = Archives.Sha256(content) });

        Assert.Equal("colours/1", report.Name.Id);
    }

    [Fact]
    public async Task Install_AddressWithAnotherSha256_LeavesNothing()
    {
        var content = Archives.Zip(SentencePacks.CreateColours(Source));
        await using var server = await ArchiveServer.StartAsync(content);

        var error = await Assert.ThrowsAsync<PackRefusedException>(() => InstallAsync(
            $"{server.Address}/colours.zip", request => request with { Sha256 = new string('0', 64) }));

        Assert.Contains(Archives.Sha256(content), error.Message, StringComparison.Ordinal);
        AssertNothingLeft();
    }

    [Fact]
    public async Task Install_AddressWithoutSha256_IsRefusedBeforeItIsFetched()
    {
        var error = await Assert.ThrowsAsync<UsageException>(() => InstallAsync("https://models.example.org/colours.zip"));

        Assert.Contains("--sha256", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_Cancelled_LeavesNothing()
    {
        await using var server = await ArchiveServer.StartAsync(static async context =>
        {
            await context.Response.Body.WriteAsync(new byte[16], context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var request = new PackRequest { Source = $"{server.Address}/pack.zip", Models = Models, Sha256 = new string('0', 64) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new PackInstaller(new PackLimits()).InstallAsync(request, cancellation.Token));

        AssertNothingLeft();
    }

    [Fact]
    public async Task Install_MissingFile_IsNamedAndLeavesNothing()
    {
        var pack = SentencePacks.CreateColours(Source);
        File.Delete(Path.Combine(pack, "text_tower.onnx"));

        var error = await Assert.ThrowsAsync<PackRefusedException>(() => InstallAsync(pack));

        Assert.Contains("'text_tower.onnx' of the pack is missing", error.Message, StringComparison.Ordinal);
        AssertNothingLeft();
    }

    [Theory]
    [InlineData("text_tower.onnx")]
    [InlineData("visual_words.bin")]
    public async Task Install_ChangedFile_IsNamedAndLeavesNothing(string file)
    {
        var pack = SentencePacks.CreateColours(Source);
        await File.AppendAllTextAsync(Path.Combine(pack, file), "x");

        var error = await Assert.ThrowsAsync<PackRefusedException>(() => InstallAsync(pack));

        Assert.Contains($"'{file}' of the pack is damaged or replaced", error.Message, StringComparison.Ordinal);
        AssertNothingLeft();
    }

    [Fact]
    public async Task Install_WrongDimension_IsRefusedAndLeavesNothing()
    {
        var pack = SentencePacks.CreateColours(Source, static json => json["dimension"] = 8);

        var error = await Assert.ThrowsAsync<PackRefusedException>(() => InstallAsync(pack));

        Assert.Contains("16", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".adding-", error.Message, StringComparison.Ordinal);
        AssertNothingLeft();
    }

    [Fact]
    public async Task Install_VectorsThatAreNotOfUnitLengthAsSaid_IsRefused()
    {
        var pack = SentencePacks.CreateClipShaped(Source, static json => json["normalised"] = true);

        var error = await Assert.ThrowsAsync<PackRefusedException>(() => InstallAsync(pack));

        Assert.Contains("set normalised to false", error.Message, StringComparison.Ordinal);
        AssertNothingLeft();
    }

    [Fact]
    public async Task Install_ClipVocabularyWithOtherMerges_SaysWhichNumbersItMakes()
    {
        var pack = SentencePacks.CreateClipShaped(Source);
        var merges = await File.ReadAllLinesAsync(Path.Combine(pack, "merges.txt"));
        await File.WriteAllLinesAsync(Path.Combine(pack, "merges.txt"), merges.Take(100));
        await SignAsync(pack, "merges", "merges.txt");

        var error = await Assert.ThrowsAsync<PackRefusedException>(() => InstallAsync(pack));

        Assert.Contains("49406 320 1125 539 320 2368 49407", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_SecondPackOfOneName_IsRefusedAndKeepsTheFirst()
    {
        var pack = SentencePacks.CreateColours(Source);
        var (directory, _) = await InstallAsync(pack);
        File.Delete(Path.Combine(pack, "vocabulary.txt"));

        await Assert.ThrowsAnyAsync<Exception>(() => InstallAsync(pack));
        var error = await Assert.ThrowsAsync<UsageException>(() => InstallAsync(directory));

        Assert.Contains("already", error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(directory, "vocabulary.txt")));
    }

    [Fact]
    public async Task Install_WithAName_IsCalledSo()
    {
        var (directory, _) = await InstallAsync(
            SentencePacks.CreateColours(Source), static request => request with { Name = PackName.Parse("paint/2026-11") });

        Assert.Equal(Path.Combine(Models, "paint", "2026-11"), directory);
        Assert.Equal("paint/2026-11", SentencePack.Open(directory).Id);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("a+b")]
    public async Task Install_PackWithANameThatIsNoFolder_IsRefused(string name)
    {
        var pack = SentencePacks.CreateColours(Source, json => json["name"] = name);

        await Assert.ThrowsAsync<PackRefusedException>(() => InstallAsync(pack));

        AssertNothingLeft();
    }

    [Fact]
    public async Task Install_DescriptionThatNamesAFileElsewhere_IsRefused()
    {
        _folder.Write("secret.txt", "secret");
        var pack = SentencePacks.CreateColours(Source, static json => json["tokenizer"]!["words"]!["file"] = "../../../secret.txt");

        var error = await Assert.ThrowsAsync<PackRefusedException>(() => InstallAsync(pack));

        Assert.Contains("outside of the pack", error.Message, StringComparison.Ordinal);
        AssertNothingLeft();
    }

    [Fact]
    public async Task Install_FileThatIsALink_IsRefused()
    {
        var pack = SentencePacks.CreateColours(Source);
        var words = Path.Combine(pack, "vocabulary.txt");
        File.Move(words, _folder.Combine("vocabulary.txt"));
        File.CreateSymbolicLink(words, _folder.Combine("vocabulary.txt"));

        var error = await Assert.ThrowsAsync<PackRefusedException>(() => InstallAsync(pack));

        Assert.Contains("is a link", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_FolderOfSomethingElse_SaysWhatItLacks()
    {
        _folder.Write("source/notes.txt", "x");

        var error = await Assert.ThrowsAsync<PackRefusedException>(() => InstallAsync(Source));

        Assert.Contains("no model pack and no CLIP export", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_UnknownKind_IsRefused()
    {
        var pack = SentencePacks.CreateColours(Source, static json => json["kind"] = "sounds");

        var error = await Assert.ThrowsAsync<PackRefusedException>(() => InstallAsync(pack));

        Assert.Contains("'sounds'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_LicenceBesideThePack_ComesAlong()
    {
        var pack = SentencePacks.CreateColours(Source);
        await File.WriteAllTextAsync(Path.Combine(pack, "LICENSE"), "Do as you like.");
        await File.WriteAllTextAsync(Path.Combine(pack, "weights.bin"), "not named in pack.json");

        var (directory, _) = await InstallAsync(pack);

        Assert.True(File.Exists(Path.Combine(directory, "LICENSE")));
        Assert.False(File.Exists(Path.Combine(directory, "weights.bin")));
    }

    private static async Task SignAsync(string pack, string member, string file)
    {
        var path = Path.Combine(pack, "pack.json");
        var json = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        json["tokenizer"]![member]!["sha256"] = Archives.Sha256(await File.ReadAllBytesAsync(Path.Combine(pack, file)));
        await File.WriteAllTextAsync(path, json.ToJsonString());
    }

    private Task<(string Directory, PackReport Report)> InstallAsync(string source, Func<PackRequest, PackRequest>? change = null)
    {
        var request = new PackRequest { Source = source, Models = Models };
        return new PackInstaller(new PackLimits()).InstallAsync(change?.Invoke(request) ?? request, CancellationToken.None);
    }

    private void AssertNothingLeft() => Assert.Empty(Directory.GetFileSystemEntries(Models));
}
