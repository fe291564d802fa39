using Indexing.Access;
using Indexing.BlobStore.FileSystem;
using Indexing.Ingest;
using Indexing.Search;
using Indexing.TestSupport;
using Indexing.VectorStore.Qdrant;
using Indexing.VectorStore.Sqlite;
using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;

namespace Indexing.Standalone.Tests;

public sealed class AppSettingsTests
{
    [Fact]
    public void AppSettings_EveryOption_StandsThereWithItsDefault() => Assert.Empty(AppSettingsRules.Mistakes(
    [
        (AccessOptions.SectionName, new AccessOptions()),
        (FileSystemBlobStoreOptions.SectionName, new FileSystemBlobStoreOptions()),
        (ImageDecodingOptions.SectionName, new ImageDecodingOptions()),
        (IngestOptions.SectionName, new IngestOptions()),
        // One person with a folder gets everything; whoever runs services decides about a pack for research use.
        (InferenceOptions.SectionName, new InferenceOptions { SentencePack = "models/scene-sentence/1" }),
        (QdrantVectorStoreOptions.SectionName, new QdrantVectorStoreOptions()),
        (SearchOptions.SectionName, new SearchOptions()),
        ("SqliteVectorStore", new SqliteVectorStoreOptions())
    ]));
}
