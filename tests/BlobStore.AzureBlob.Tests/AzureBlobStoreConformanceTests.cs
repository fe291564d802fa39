using Indexing.TestSupport;

namespace Indexing.BlobStore.AzureBlob.Tests;

public sealed class AzureBlobStoreConformanceTests(AzuriteFixture azurite) : BlobStoreConformance, IClassFixture<AzuriteFixture>
{
    protected override IBlobStore Store => azurite.Store("pictures");

    protected override Uri Missing => AzuriteFixture.Address("pictures", "missing.jpg");

    protected override Uri Foreign => AzuriteFixture.Address("secret", "secret.jpg");

    protected override Uri Put(string name, byte[] content)
    {
        azurite.Container("pictures").GetBlobClient(name).Upload(BinaryData.FromBytes(content), overwrite: true);
        return AzuriteFixture.Address("pictures", name);
    }
}
