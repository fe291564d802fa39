using Indexing.Contracts;
using Indexing.Ingest.Migration;
using Indexing.TestSupport;
using Indexing.VectorStore;
using Indexing.Vision.Embedding;
using Microsoft.Extensions.Logging.Abstractions;

namespace Indexing.Ingest.Tests.Migration;

/// <summary>Two generations of an index, the first one with pictures.</summary>
internal sealed class CopyFixture : IAsyncDisposable
{
    private readonly IngestFixture _from = new();
    private readonly IngestFixture _to;
    private readonly QueryEncoder _encoder = IngestFixture.OpenEncoder();

    public CopyFixture() => _to = new IngestFixture(pictures: _from.Pictures);

    public IVectorStore From => _from.Store;

    public IVectorStore To => _to.Store;

    /// <summary>What the detector of the new generation sees.</summary>
    public ScriptedDetector NewDetector => _to.Detector;

    /// <summary>Around the target's store, for faults.</summary>
    public Func<IVectorStore, IVectorStore> Around { get; set; } = store => store;

    public Task IndexAsync(string name, long version = 1)
    {
        var path = Path.Combine(_from.Pictures, name);
        File.WriteAllBytes(path, TestPictures.Jpeg(1, width: 320, height: 200));
        return _from.IngestAsync(new ImageSource { Uri = new Uri(path).AbsoluteUri }, version, name);
    }

    /// <summary>A picture that was read and is not there any more.</summary>
    public Task IndexGoneAsync(string name, string word)
    {
        var image = SyntheticWords.Image(name, tenant: "default") with
        {
            Uri = new Uri(Path.Combine(_from.Pictures, name)).AbsoluteUri,
            WordCount = 1,
        };
        return From.ReplaceImageAsync(image, SpelledWords.Of([word], Spell), CancellationToken.None);
    }

    /// <summary>The spelling vector that the new generation's model gives to a word.</summary>
    public float[] Spell(string word) => _encoder.Encode(word);

    public Task<CopyReport> CopyAsync(int parallel = 2, int part = 0, int parts = 1, double rate = 0, bool triesCarriedAgain = false)
    {
        var options = new CopyOptions
        {
            Parallel = parallel,
            Part = part,
            Parts = parts,
            Rate = rate,
            TriesCarriedAgain = triesCarriedAgain,
        };
        return Copy().RunAsync(options, () => { }, CancellationToken.None);
    }

    public Task<CopyCount> CountAsync() => Copy().CountAsync(new CopyOptions { Parallel = 1 }, CancellationToken.None);

    public string PathOf(string name) => Path.Combine(_from.Pictures, name);

    public GenerationCopy Copy() => new(
        From,
        Around(To),
        IngestFixture.ModelVersion,
        _to.Ingestor,
        new CarriedWords(_to.Describer, _encoder),
        [_to.Blobs],
        TimeProvider.System,
        NullLogger<GenerationCopy>.Instance);

    public async Task<ImageRecord?> CopiedAsync(string name, string tenant = "default") =>
        (await To.GetImagesAsync([new ImageKey(tenant, name)], CancellationToken.None)).SingleOrDefault();

    public Task<IReadOnlyList<StoredWord>> CopiedWordsAsync(string name) =>
        To.GetWordsAsync(new ImageKey("default", name), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        _encoder.Dispose();
        await _from.DisposeAsync();
        await _to.DisposeAsync();
    }
}
