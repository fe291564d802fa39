using System.Net.Sockets;
using System.Runtime.Versioning;

namespace Indexing.BlobStore.FileSystem.Tests;

public sealed class FileSystemBlobStoreTests : IDisposable
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/../secret.jpg")]
    [InlineData("/%2e%2e/secret.jpg")]
    [InlineData("/%2E./secret.jpg")]
    [InlineData("/..%2fsecret.jpg")]
    [InlineData("/x/..%2F..%2Fsecret.jpg")]
    [InlineData("/..%5csecret.jpg")]
    [InlineData("/a.jpg%00.png")]
    [InlineData("/a.jpg?x=1")]
    [InlineData("/a.jpg#x")]
    public async Task OpenAsync_TrickyAddress_IsNeverOpened(string suffix)
    {
        _folder.Write("a.jpg", [1]);
        var result = await OpenAsync(new Uri($"file://{_folder.Root}{suffix}"));
        Assert.Contains(result.Status, new[] { OpenBlobStatus.Forbidden, OpenBlobStatus.NotFound });
        Assert.Null(result.Content);
    }

    [Theory]
    [InlineData("file://server/share/a.jpg")]
    [InlineData("file://localhost/etc/hostname")]
    [InlineData("file:////server/share/a.jpg")]
    [InlineData("file:///etc/passwd")]
    [InlineData("file:///proc/self/environ")]
    public async Task OpenAsync_OtherHostOrPlace_IsForbidden(string address) =>
        Assert.Equal(OpenBlobStatus.Forbidden, (await OpenAsync(new Uri(address))).Status);

    [Fact]
    public async Task OpenAsync_PathWithNameOfRootAsPrefix_IsForbidden()
    {
        File.WriteAllText(_folder.Beside("root-other"), "secret");
        Assert.Equal(OpenBlobStatus.Forbidden, (await OpenAsync(_folder.Beside("root-other"))).Status);
    }

    [Fact]
    public async Task OpenAsync_MissingFileOutside_IsForbiddenNotMissing() =>
        Assert.Equal(OpenBlobStatus.Forbidden, (await OpenAsync(_folder.Beside("missing.jpg"))).Status);

    [Fact]
    public async Task OpenAsync_LinkToFileOutside_IsForbidden()
    {
        File.CreateSymbolicLink(_folder.Inside("link.jpg"), _folder.Secret);
        Assert.Equal(OpenBlobStatus.Forbidden, (await OpenAsync(_folder.Inside("link.jpg"))).Status);
    }

    [Fact]
    public async Task OpenAsync_FileThroughLinkedDirectoryOutside_IsForbidden()
    {
        Directory.CreateSymbolicLink(_folder.Inside("up"), "..");
        Assert.Equal(OpenBlobStatus.Forbidden, (await OpenAsync(_folder.Inside("up/secret.jpg"))).Status);
    }

    [Fact]
    public async Task OpenAsync_LinkThatStaysInside_IsOpened()
    {
        _folder.Write("real/a.jpg", [1, 2]);
        File.CreateSymbolicLink(_folder.Inside("link.jpg"), "real/a.jpg");
        using var content = (await OpenAsync(_folder.Inside("link.jpg"))).Content;
        Assert.Equal(2, content?.Length);
    }

    [Fact]
    public async Task OpenAsync_LinkToAnotherRoot_IsOpened()
    {
        Directory.CreateDirectory(_folder.Beside("second"));
        File.WriteAllBytes(_folder.Beside("second/a.jpg"), [1, 2, 3]);
        File.CreateSymbolicLink(_folder.Inside("link.jpg"), _folder.Beside("second/a.jpg"));
        using var content = (await OpenAsync(_folder.Inside("link.jpg"), _folder.Root, _folder.Beside("second"))).Content;
        Assert.Equal(3, content?.Length);
    }

    [Fact]
    public async Task OpenAsync_RootIsALink_FilesBelowAreOpened()
    {
        _folder.Write("a.jpg", [1]);
        Directory.CreateSymbolicLink(_folder.Beside("alias"), _folder.Root);
        using var content = (await OpenAsync(_folder.Beside("alias/a.jpg"), _folder.Beside("alias"))).Content;
        Assert.Equal(1, content?.Length);
    }

    [Fact]
    public async Task OpenAsync_CircleOfLinks_IsForbidden()
    {
        File.CreateSymbolicLink(_folder.Inside("a"), "b");
        File.CreateSymbolicLink(_folder.Inside("b"), "a");
        Assert.Equal(OpenBlobStatus.Forbidden, (await OpenAsync(_folder.Inside("a"))).Status);
    }

    [Fact]
    public async Task OpenAsync_Directory_IsForbidden()
    {
        Directory.CreateDirectory(_folder.Inside("folder.jpg"));
        Assert.Equal(OpenBlobStatus.Forbidden, (await OpenAsync(_folder.Inside("folder.jpg"))).Status);
    }

    [Fact]
    public async Task OpenAsync_RootItself_IsForbidden() => Assert.Equal(OpenBlobStatus.Forbidden, (await OpenAsync(_folder.Root)).Status);

    [Fact]
    public async Task OpenAsync_FifoWithoutWriter_IsForbiddenAtOnce() =>
        Assert.Equal(OpenBlobStatus.Forbidden, (await OpenAsync(_folder.MakeFifo("pipe.jpg")).WaitAsync(AtOnce, Cancellation)).Status);

    [Fact]
    public async Task OpenAsync_Device_IsForbiddenAtOnce() =>
        Assert.Equal(OpenBlobStatus.Forbidden, (await OpenAsync("/dev/zero", "/dev").WaitAsync(AtOnce, Cancellation)).Status);

    [Fact]
    public async Task OpenAsync_Socket_IsForbidden()
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder.Inside("socket")));
        Assert.Equal(OpenBlobStatus.Forbidden, (await OpenAsync(_folder.Inside("socket"))).Status);
    }

    [Fact]
    public async Task OpenAsync_FileUsedAsDirectory_IsNotFound()
    {
        _folder.Write("a.jpg", [1]);
        Assert.Equal(OpenBlobStatus.NotFound, (await OpenAsync(_folder.Inside("a.jpg/b.jpg"))).Status);
    }

    [Fact]
    public async Task OpenAsync_NameLongerThanTheSystemAllows_IsNotFound() =>
        Assert.Equal(OpenBlobStatus.NotFound, (await OpenAsync(_folder.Inside(new string('x', 300)))).Status);

    [Fact]
    public async Task OpenAsync_RootNotMounted_IsATransientFailure()
    {
        var root = _folder.Beside("volume");
        var error = await Assert.ThrowsAsync<BlobStoreException>(() => OpenAsync(Path.Combine(root, "a.jpg"), root));
        Assert.True(error.IsTransient);
        Assert.Contains(root, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task OpenAsync_FileWithoutReadPermission_IsForbidden()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root reads every file; run the tests as another user to see this one");
        File.SetUnixFileMode(_folder.Write("locked.jpg", [1]), UnixFileMode.None);
        Assert.Equal(OpenBlobStatus.Forbidden, (await OpenAsync(_folder.Inside("locked.jpg"))).Status);
    }

    [Fact]
    public async Task OpenAsync_ManyForbiddenFiles_NoDescriptorStaysOpen()
    {
        File.CreateSymbolicLink(_folder.Inside("link.jpg"), _folder.Secret);
        _folder.MakeFifo("pipe.jpg");
        for (var i = 0; i < 50; i++)
        {
            await OpenAsync(_folder.Inside("link.jpg"));
            await OpenAsync(_folder.Inside("pipe.jpg"));
        }
        var targets = new DirectoryInfo("/proc/self/fd").GetFileSystemInfos().Select(entry => entry.LinkTarget);
        Assert.DoesNotContain(targets, target => target == _folder.Secret || target == _folder.Inside("pipe.jpg"));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<OpenBlobResult> OpenAsync(string path, params string[] roots) => OpenAsync(TemporaryFolder.Address(path), roots);

    private Task<OpenBlobResult> OpenAsync(Uri uri, params string[] roots) => _folder.OpenStore(roots).OpenAsync(uri, Cancellation);
}
