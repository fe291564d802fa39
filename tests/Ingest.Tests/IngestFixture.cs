using Indexing.BlobStore.FileSystem;
using Indexing.Contracts;
using Indexing.VectorStore;
using Indexing.VectorStore.Sqlite;
using Indexing.Vision;
using Indexing.Vision.Concepts;
using Indexing.Vision.Embedding;
using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;
using Indexing.Vision.Sentences;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Indexing.Ingest.Tests;

/// <summary>The write path over real files, a real store and the real word encoder; what the detector sees is up to the test.</summary>
internal sealed class IngestFixture : IAsyncDisposable
{
    private static readonly ModelPack Pack = ModelPack.Open("models/scene-text/2");
    private static readonly RegionEmbedder Embedder = new(
        Pack, new InferenceDevice(new InferenceOptions { Device = "cpu" }, NullLogger<InferenceDevice>.Instance));
    private static readonly SentenceModels Sentences = new(new InferenceOptions(), () => throw new InvalidOperationException());
    private readonly string _folder = Directory.CreateTempSubdirectory("indexing-ingest-").FullName;
    private readonly SqliteVectorStore _store;

    /// <summary>An empty store.</summary>
    /// <param name="limits">Limits of the decoder.</param>
    /// <param name="pictures">Folder that may be read; <see langword="null"/>: one of its own.</param>
    public IngestFixture(ImageDecodingOptions? limits = null, string? pictures = null)
    {
        Pictures = pictures ?? Path.Combine(_folder, "pictures");
        var store = new SqliteVectorStoreOptions { Directory = Path.Combine(_folder, "index") };
        _store = new SqliteVectorStore(Options.Create(store), TimeProvider.System, NullLogger<SqliteVectorStore>.Instance);
        Directory.CreateDirectory(Pictures);
        Blobs = new FileSystemBlobStore(Options.Create(new FileSystemBlobStoreOptions { Roots = [Pictures] }));
        Describer = new WordDescriber(new ConceptEncoder(new ConceptLexicon(Pack)));
        var decoding = Options.Create(limits ?? new ImageDecodingOptions());
        Ingestor = new ImageIngestor(
            new ImageFetcher([Blobs], decoding), new ImageDecoder(decoding), Detector, Embedder,
            Sentences, Describer, _store,
            new IngestJournal(
                new ModelSet(Pack, Sentences: null), TimeProvider.System, NullLogger<ImageIngestor>.Instance));
    }

    public ScriptedDetector Detector { get; } = new();

    public ImageIngestor Ingestor { get; }

    public string Pictures { get; }

    public FileSystemBlobStore Blobs { get; }

    public WordDescriber Describer { get; }

    public IVectorStore Store => _store;

    /// <summary>The text tower of the pack; the caller disposes it.</summary>
    public static QueryEncoder OpenEncoder() => new(Pack, new InferenceOptions());

    public static string ModelVersion => Pack.Id;

    /// <summary>Writes a picture below the allowed root and announces it.</summary>
    public Task<IngestResult> IngestFileAsync(string name, byte[] content, long version = 1)
    {
        File.WriteAllBytes(Path.Combine(Pictures, name), content);
        return IngestAsync(new ImageSource { Uri = new Uri(Path.Combine(Pictures, name)).AbsoluteUri }, version);
    }

    public Task<IngestResult> IngestAsync(
        ImageSource source, long version = 1, string image = "image", CancellationToken cancellationToken = default) =>
        Ingestor.IngestAsync(
            new IngestImage
            {
                ImageId = image,
                Version = version,
                Source = source,
                Tags = ["summer"],
                Metadata = new Dictionary<string, string> { ["camera"] = "x" },
            },
            cancellationToken);

    public Task DeleteAsync(long version) =>
        Ingestor.DeleteAsync(new DeleteImage { ImageId = "image", Version = version }, CancellationToken.None);

    public async Task<ImageRecord?> RecordAsync() =>
        (await _store.GetImagesAsync([new ImageKey("default", "image")], CancellationToken.None)).SingleOrDefault();

    public Task<IReadOnlyList<StoredWord>> WordsAsync() => _store.GetWordsAsync(new ImageKey("default", "image"), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
