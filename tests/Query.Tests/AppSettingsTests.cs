using Indexing.Access;
using Indexing.BlobStore.AzureBlob;
using Indexing.BlobStore.FileSystem;
using Indexing.BlobStore.Http;
using Indexing.Ingest;
using Indexing.Ingest.RabbitMq;
using Indexing.Search;
using Indexing.TestSupport;
using Indexing.VectorStore.Qdrant;
using Indexing.VectorStore.Sqlite;
using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;

namespace Indexing.Query.Tests;

public sealed class AppSettingsTests
{
    [Fact]
    public void AppSettings_EveryOption_StandsThereWithItsDefault() => Assert.Empty(AppSettingsRules.Mistakes(
    [
        (AccessOptions.SectionName, new AccessOptions()),
        (AzureBlobStoreOptions.SectionName, new AzureBlobStoreOptions()),
        (FileSystemBlobStoreOptions.SectionName, new FileSystemBlobStoreOptions()),
        (HttpBlobStoreOptions.SectionName, new HttpBlobStoreOptions()),
        (ImageDecodingOptions.SectionName, new ImageDecodingOptions()),
        (IngestOptions.SectionName, new IngestOptions()),
        (InferenceOptions.SectionName, new InferenceOptions()),
        (QdrantVectorStoreOptions.SectionName, new QdrantVectorStoreOptions()),
        (RabbitMqOptions.SectionName, new RabbitMqOptions()),
        (SearchOptions.SectionName, new SearchOptions()),
        ("SqliteVectorStore", new SqliteVectorStoreOptions())
    ]));
}
