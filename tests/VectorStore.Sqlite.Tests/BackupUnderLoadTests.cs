using System.Collections.Concurrent;
using System.Text.Json;
using Indexing.TestSupport;
using Indexing.VectorStore.Backup;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Indexing.VectorStore.Sqlite.Tests;

/// <summary>
/// A backup of some 300 MB beside a process that writes without pause and a store that searches; then everything is wiped and restored.
/// </summary>
public sealed class BackupUnderLoadTests : IDisposable
{
    /// <summary>Tenant of what is not written to.</summary>
    private const string Base = "base";

    /// <summary>Tenant of pictures that are kept as files.</summary>
    private const string Uploads = "uploads";

    private const int UploadedImages = 1000;
    private const int Images = 1000;
    private const int WordsPerImage = 40;

    /// <summary>So large that copying takes a second although there are not many words to make.</summary>
    private const int PosteriorBytes = 6000;

    private const int GoldenQueries = 30;
    private const int GoldenHits = 20;
    private readonly TemporaryFolder _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Restore_BackupMadeUnderLoad_IsTheIndexOfOneMoment()
    {
        var folder = new StoreFolder(_place.Combine("index"));
        SqliteVectorStore store = folder.Open(StoreFolder.SmallSegments with { SealWords = 8000, MaxSealWords = 16_000 });
        await FillAsync(store);
        Directory.CreateDirectory(_place.Combine("index/inline"));
        await Parallel.ForEachAsync(Enumerable.Range(0, UploadedImages), async (number, _) => await UploadAsync(store, number, version: 1));
        List<string> contentBefore = await ContentAsync(store);
        List<string> goldenBefore = await GoldenAsync(store);
        var written = new ConcurrentDictionary<string, long>();
        using var stop = new CancellationTokenSource();
        using var writer = new WriterProcess(folder.Path, "w");
        Task reading = NoteAsync(writer, written);
        Task searching = SearchAsync(folder.Open(), stop.Token);
        await UntilAllReachAsync(written, version: 3);
        Task uploading = UploadAgainAsync(folder.Open(), stop.Token);

        Dictionary<string, long> atStart = new(written);
        BackupManifest manifest = await Task.Run(
            () => Backup(folder.Path).BackUpAsync(_place.Combine("backup"), CancellationToken.None));
        Dictionary<string, long> atEnd = new(written);
        await UntilAllReachAsync(written, atEnd.Values.Max() + 5);
        await writer.KillAsync();
        await reading;
        await stop.CancelAsync();
        await searching;
        await uploading;
        await folder.CloseAsync();
        Directory.Delete(folder.Path, recursive: true);
        await Backup(folder.Path).RestoreAsync(_place.Combine("backup"), force: false, CancellationToken.None);

        Assert.True(atEnd.Values.Sum() - atStart.Values.Sum() >= WriterProcess.Images, "the writer wrote too little beside the backup");
        SqliteVectorStore restored = folder.Open();
        Assert.Equal(contentBefore, await ContentAsync(restored));
        Assert.Equal(goldenBefore, await GoldenAsync(restored));
        await AssertOneMomentAsync(restored, atStart, atEnd);
        await AssertPicturesAsync(restored);
        StoreStatistics still = await restored.GetStatisticsAsync(Base, CancellationToken.None);
        StoreStatistics changing = await restored.GetStatisticsAsync("tenant", CancellationToken.None);
        StoreStatistics uploaded = await restored.GetStatisticsAsync(Uploads, CancellationToken.None);
        Assert.Equal(manifest.Generations[0].Images, still.Indexed + changing.Indexed + uploaded.Indexed);
        Assert.Equal(manifest.Generations[0].Words, still.Words + changing.Words + uploaded.Words);
        await folder.CloseAsync();
    }

    /// <summary>Each image as it was between the beginning and the end of the backup, and whole.</summary>
    private static async Task AssertOneMomentAsync(
        SqliteVectorStore restored, Dictionary<string, long> atStart, Dictionary<string, long> atEnd)
    {
        foreach ((string image, long least) in atStart)
        {
            ImageRecord record = Assert.Single(await restored.GetImagesAsync([new("tenant", image)], CancellationToken.None));
            // The call behind the last line that was read may have returned too.
            Assert.InRange(record.Version, least, atEnd[image] + 2);
            IReadOnlyList<StoredWord> words = await restored.GetWordsAsync(record.Key, CancellationToken.None);
            Assert.Equal(WriterProcess.WordsOf(record.Version), words.Count);
            Assert.All(words, word => Assert.Equal($"v{record.Version}", word.Transcription));
        }
    }

    private static SqliteIndexBackup Backup(string directory) => new(
        Options.Create(new SqliteVectorStoreOptions { Directory = directory }),
        TimeProvider.System,
        NullLogger<SqliteIndexBackup>.Instance);

    private static float[] VectorOf(int image, int word) => new SyntheticWords((image * WordsPerImage) + word).UnitVector();

    private static Task FillAsync(SqliteVectorStore store) => Parallel.ForEachAsync(
        Enumerable.Range(0, Images),
        new ParallelOptions { MaxDegreeOfParallelism = 8 },
        async (image, token) =>
        {
            var words = new SyntheticWords(image);
            await store.ReplaceImageAsync(
                SyntheticWords.Image($"{image}", tenant: Base),
                [.. Enumerable.Range(0, WordsPerImage).Select(n => words.Word(n, $"{image}-{n}", VectorOf(image, n), PosteriorBytes))],
                token);
        });

    private static async Task<List<string>> ContentAsync(SqliteVectorStore store)
    {
        var content = new List<string>();
        for (int image = 0; image < Images; image++)
        {
            var key = new ImageKey(Base, $"{image}");
            ImageRecord record = (await store.GetImagesAsync([key], CancellationToken.None)).Single();
            content.Add(JsonSerializer.Serialize(record) + Describe(await store.GetWordsAsync(key, CancellationToken.None)));
        }
        return content;
    }

    private static string Describe(IReadOnlyList<StoredWord> words) => string.Join(' ', words.Select(word =>
        $"{word.RegionIndex} {word.Transcription} {word.Quad} {word.Confidence:R} {word.DetectionScore:R} "
        + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(word.Posteriors.Span))));

    /// <summary>Hits and their order, among what is not written to.</summary>
    private static async Task<List<string>> GoldenAsync(SqliteVectorStore store)
    {
        var golden = new List<string>();
        for (int query = 0; query < GoldenQueries; query++)
        {
            float[] near = new SyntheticWords(query).Near(VectorOf(query * 7, query % WordsPerImage), 0.5f);
            var hits = await store.SearchWordsAsync(
                SyntheticWords.Search(near, GoldenHits, Base), CancellationToken.None);
            Assert.Equal($"{query * 7}-{query % WordsPerImage}", hits[0].Word.Transcription);
            golden.Add(string.Join(' ', hits.Select(hit => $"{hit.Word.Transcription}:{hit.Similarity:0.0000}")));
        }
        return golden;
    }

    /// <summary>
    /// Each picture once more, as the ingest does: the file is there before the record says so, and the older one goes after that.
    /// </summary>
    private async Task UploadAgainAsync(SqliteVectorStore store, CancellationToken stop)
    {
        for (int number = 0; number < UploadedImages && !stop.IsCancellationRequested; number++)
        {
            await UploadAsync(store, number, version: 2);
            File.Delete(PictureOf($"{number}", 1));
            await Task.Delay(2, CancellationToken.None);
        }
    }

    private async Task UploadAsync(SqliteVectorStore store, int number, long version)
    {
        await File.WriteAllTextAsync(PictureOf($"{number}", version), $"{number} {version}", CancellationToken.None);
        ImageRecord image = SyntheticWords.Image($"{number}", version, tenant: Uploads);
        await store.ReplaceImageAsync(image, new SyntheticWords(number).Words(1), CancellationToken.None);
    }

    private async Task AssertPicturesAsync(SqliteVectorStore restored)
    {
        IReadOnlyList<ImageRecord> images = await restored.ListImagesAsync(Uploads, null, null, UploadedImages, CancellationToken.None);
        Assert.Equal(UploadedImages, images.Count);
        foreach (ImageRecord image in images)
        {
            string picture = PictureOf(image.Key.ImageId, image.Version);
            Assert.Equal($"{image.Key.ImageId} {image.Version}", await File.ReadAllTextAsync(picture));
        }
    }

    private string PictureOf(string id, long version) => _place.Combine($"index/inline/{id}-{version}");

    /// <summary>Beside the backup: no image may ever be seen in parts.</summary>
    private static async Task SearchAsync(SqliteVectorStore store, CancellationToken stop)
    {
        var query = new SyntheticWords(77);
        while (!stop.IsCancellationRequested)
        {
            var hits = await store.SearchWordsAsync(SyntheticWords.Search(query.UnitVector(), 10_000), CancellationToken.None);
            foreach (var image in hits.GroupBy(hit => hit.Word.Image.ImageId))
                Assert.Equal(WriterProcess.WordsOf(long.Parse(image.First().Word.Transcription.AsSpan(1))), image.Count());
        }
    }

    private static async Task NoteAsync(WriterProcess writer, ConcurrentDictionary<string, long> written)
    {
        while (await writer.NextAsync() is { } stored)
            written[stored.Image] = stored.Version;
    }

    private static async Task UntilAllReachAsync(ConcurrentDictionary<string, long> written, long version)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (written.Count < WriterProcess.Images || written.Values.Min() < version)
            await Task.Delay(10, patience.Token);
    }
}
