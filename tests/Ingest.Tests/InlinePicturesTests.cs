using Indexing.Ingest.Messaging;
using Microsoft.Extensions.Options;

namespace Indexing.Ingest.Tests;

public sealed class InlinePicturesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("indexing-inline-").FullName;
    private readonly InlinePictures _pictures;

    public InlinePicturesTests() => _pictures = new InlinePictures(Options.Create(new IngestOptions { InlineDirectory = _folder }));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Keep_AnyId_WritesTheBytesBelowTheFolder()
    {
        var uri = await KeepAsync("../../etc/passwd\0", 1);

        Assert.StartsWith(_folder, new Uri(uri).LocalPath, StringComparison.Ordinal);
        Assert.Equal("bytes"u8.ToArray(), await File.ReadAllBytesAsync(new Uri(uri).LocalPath));
    }

    [Fact]
    public async Task RemoveUpTo_AVersion_LeavesNewerOnesAndOtherPictures()
    {
        await KeepAsync("a", 1);
        await KeepAsync("a", 12);
        string[] kept = [await KeepAsync("a", 20), await KeepAsync("b", 3)];

        _pictures.RemoveUpTo("default", "a", 12);

        var left = Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Select(path => new Uri(path).AbsoluteUri);
        Assert.Equal(kept.Order(), left.Order());
    }

    [Fact]
    public void RemoveUpTo_NothingKept_DoesNothing() => _pictures.RemoveUpTo("default", "never", 1);

    [Fact]
    public void IsEnabled_WithoutFolder_IsFalse() => Assert.False(new InlinePictures(Options.Create(new IngestOptions())).IsEnabled);

    private Task<string> KeepAsync(string id, long version) =>
        _pictures.KeepAsync("default", id, version, "bytes"u8.ToArray(), CancellationToken.None);
}
