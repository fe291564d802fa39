using Indexing.TestSupport;

namespace Indexing.BlobStore.FileSystem.Tests;

public sealed class FileSystemBlobStoreConformanceTests : BlobStoreConformance, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override IBlobStore Store => _folder.OpenStore();

    protected override Uri Missing => TemporaryFolder.Address(_folder.Inside("missing.jpg"));

    protected override Uri Foreign => TemporaryFolder.Address(_folder.Secret);

    public void Dispose() => _folder.Dispose();

    protected override Uri Put(string name, byte[] content) => TemporaryFolder.Address(_folder.Write(name, content));
}
