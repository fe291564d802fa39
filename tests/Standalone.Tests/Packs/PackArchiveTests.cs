using System.Formats.Tar;
using System.Text;
using Indexing.Standalone.Packs;
using Indexing.TestSupport;

namespace Indexing.Standalone.Tests.Packs;

public sealed class PackArchiveTests : IDisposable
{
    private const int SymbolicLink = unchecked((int)0xA1FF0000);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("../evil.txt")]
    [InlineData("a/../../evil.txt")]
    [InlineData("/tmp/evil.txt")]
    [InlineData("..\\evil.txt")]
    public async Task Unpack_ZipMemberOutside_IsRefusedAndNotWritten(string member)
    {
        var error = await Assert.ThrowsAsync<PackRefusedException>(() => UnpackAsync(Archives.ZipWith(member, "evil")));

        Assert.Contains("outside of the pack", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*evil*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Unpack_TarMemberOutside_IsRefusedAndNotWritten()
    {
        var entry = new PaxTarEntry(TarEntryType.RegularFile, "../evil.txt") { DataStream = new MemoryStream("evil"u8.ToArray()) };

        await Assert.ThrowsAsync<PackRefusedException>(() => UnpackAsync(Archives.TarWith(entry)));

        Assert.Empty(Directory.GetFiles(_folder.Path, "*evil*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    public async Task Unpack_TarWithALink_IsRefused(TarEntryType type)
    {
        var entry = new PaxTarEntry(type, "pack.json") { LinkName = "/etc/passwd" };

        var error = await Assert.ThrowsAsync<PackRefusedException>(() => UnpackAsync(Archives.TarWith(entry)));

        Assert.Contains("is a link", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unpack_ZipWithALink_IsRefused()
    {
        var error = await Assert.ThrowsAsync<PackRefusedException>(
            () => UnpackAsync(Archives.ZipWith("pack.json", "/etc/passwd", SymbolicLink)));

        Assert.Contains("is a link", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unpack_FileInAFolder_IsWritten()
    {
        await UnpackAsync(Archives.ZipWith("onnx/notes.txt", "words"));

        Assert.Equal("words", await File.ReadAllTextAsync(_folder.Combine("unpacked/onnx/notes.txt")));
    }

    [Fact]
    public async Task Unpack_CommentOfGit_IsPassedOver()
    {
        var comment = new PaxGlobalExtendedAttributesTarEntry([new("comment", "0123456789")]);
        var file = new PaxTarEntry(TarEntryType.RegularFile, "notes.txt") { DataStream = new MemoryStream("words"u8.ToArray()) };

        await UnpackAsync(Archives.TarWith(comment, file));

        Assert.Equal("words", await File.ReadAllTextAsync(_folder.Combine("unpacked/notes.txt")));
    }

    [Fact]
    public async Task Unpack_MoreBytesThanAllowed_IsRefused()
    {
        var zip = Archives.ZipWith("zeros.txt", new string('0', 100_000));

        await Assert.ThrowsAsync<PackRefusedException>(() => UnpackAsync(zip, new PackLimits { Unpacked = 99_999 }));
    }

    [Fact]
    public async Task Unpack_MoreMembersThanAllowed_IsRefused()
    {
        TarEntry[] entries = [.. Enumerable.Range(0, 4).Select(static i => new PaxTarEntry(TarEntryType.Directory, $"folder{i}"))];

        await Assert.ThrowsAsync<PackRefusedException>(() => UnpackAsync(Archives.TarWith(entries), new PackLimits { Entries = 3 }));
    }

    [Fact]
    public async Task Unpack_HalfAnArchive_IsRefused()
    {
        var zip = Archives.ZipWith("notes.txt", "words");

        var error = await Assert.ThrowsAsync<PackRefusedException>(() => UnpackAsync(zip[..(zip.Length / 2)]));

        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unpack_SomethingElse_IsRefused()
    {
        var error = await Assert.ThrowsAsync<PackRefusedException>(() => UnpackAsync(Encoding.UTF8.GetBytes("<html>404</html>")));

        Assert.Contains("neither a .zip nor a .tar.gz", error.Message, StringComparison.Ordinal);
    }

    private Task UnpackAsync(byte[] content, PackLimits? limits = null) =>
        new PackArchive(_folder.Write("archive", content), _folder.Combine("unpacked"), limits ?? new PackLimits())
            .UnpackAsync(CancellationToken.None);
}
