using Indexing.TestSupport;
using Microsoft.Data.Sqlite;

namespace Indexing.VectorStore.Sqlite.Tests;

/// <summary>Segment files only repeat the database: whatever happens to them, searches stay right and the files come back.</summary>
public sealed class SegmentFileTests : IAsyncDisposable
{
    private const int Images = 50;
    private const int WordsPerImage = 10;

    private readonly StoreFolder _folder = new();
    private readonly MixedWords _words = new(seed: 5);

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Maintain_ManyWords_WritesSegmentsThatASecondStoreFindsTheSameWith()
    {
        Question query = await FillAsync();
        string[] before = await SearchAsync(_folder.Open(StoreFolder.SmallSegments), query);

        Assert.NotEmpty(SegmentFiles());
        Assert.Equal(before, await SearchAsync(_folder.Open(), query));
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("one byte changed")]
    [InlineData("header changed")]
    [InlineData("empty")]
    [InlineData("missing")]
    [InlineData("of another store")]
    [InlineData("folder missing")]
    public async Task SearchWords_SegmentFileDamaged_FindsTheSameAndTheFileIsMadeAgain(string damage)
    {
        Question query = await FillAsync();
        string[] expected = await SearchAsync(_folder.Open(StoreFolder.SmallSegments), query);
        await _folder.CloseAsync();
        await DamageAsync(SegmentFiles()[0], damage);
        SqliteVectorStore store = _folder.Open(StoreFolder.SmallSegments);

        string[] during = await SearchAsync(store, query);
        await store.MaintainAsync(CancellationToken.None);
        string[] after = await SearchAsync(_folder.Open(StoreFolder.SmallSegments), query);

        Assert.Equal(expected, during);
        Assert.Equal(expected, after);
        await _folder.CloseAsync();
        Assert.Equal(await NamedFilesAsync(), SegmentFiles().Select(Path.GetFileName));
    }

    [Fact]
    public async Task SearchWords_ManyWordsInNoSegment_WritesSegmentsBeforeItSearches()
    {
        SqliteVectorStore writer = _folder.Open(); // its segments would start at 16,384 words
        await writer.ReplaceImageAsync(SyntheticWords.Image("a"), _words.Words(1000), CancellationToken.None);

        string[] found = await SearchAsync(_folder.Open(StoreFolder.SmallSegments), Ask());

        Assert.Equal(1000 + 500 + 857, found.Length); // with a vector, with a concept, with n-grams
        Assert.NotEmpty(SegmentFiles());
    }

    [Fact]
    public async Task Maintain_LeftoversOfAKilledWriter_AreRemoved()
    {
        await FillAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder.SegmentsPath, "words-1-2-3.seg.tmp"), "half");
        await File.WriteAllTextAsync(Path.Combine(_folder.SegmentsPath, "words-1-2-3.seg"), "unpublished");

        await _folder.Open(StoreFolder.SmallSegments).MaintainAsync(CancellationToken.None);

        await _folder.CloseAsync();
        Assert.Equal(await NamedFilesAsync(), SegmentFiles().Select(Path.GetFileName));
    }

    [Fact]
    public async Task Maintain_MostWordsReplaced_ShrinksTheSegmentsAndForgetsTheDeletions()
    {
        Question query = await FillAsync();
        SqliteVectorStore store = _folder.Open(StoreFolder.SmallSegments);
        long before = SegmentFiles().Sum(path => new FileInfo(path).Length);
        for (int i = 0; i < Images - 2; i++)
        {
            ImageRecord tombstone = SyntheticWords.Image($"{i}", version: 2, status: ImageStatus.Deleted);
            await store.ReplaceImageAsync(tombstone, [], CancellationToken.None);
        }

        await store.MaintainAsync(CancellationToken.None);

        Assert.Equal((2 * WordsPerImage) + WordsPerImage + (2 * (WordsPerImage - 1)), (await SearchAsync(store, query)).Length);
        Assert.True(SegmentFiles().Sum(path => new FileInfo(path).Length) < before / 2);
        Assert.Equal(0, await CountAsync("dead_words where first_word <= (select max(last_word) from segments)"));
    }

    /// <summary>Stores the images, writes their segments and returns a question.</summary>
    private async Task<Question> FillAsync()
    {
        SqliteVectorStore store = _folder.Open(StoreFolder.SmallSegments);
        for (int i = 0; i < Images; i++)
            await store.ReplaceImageAsync(SyntheticWords.Image($"{i}"), _words.Words(WordsPerImage), CancellationToken.None);
        await store.MaintainAsync(CancellationToken.None);
        await _folder.CloseAsync();
        return Ask();
    }

    private Question Ask() => new(_words.Synthetic.UnitVector(), _words.Concept(), MixedWords.AllGrams[..256]);

    /// <summary>All hits of the question in one space, in the other and by n-grams.</summary>
    private static async Task<string[]> SearchAsync(SqliteVectorStore store, Question question)
    {
        IReadOnlyList<WordHit> spelt = await store.SearchWordsAsync(
            SyntheticWords.Search(question.Lexical, 10_000), CancellationToken.None);
        IReadOnlyList<WordHit> meant = await store.SearchWordsAsync(
            MixedWords.Search(question.Concept, 10_000), CancellationToken.None);
        IReadOnlyList<WordHit> parts = await store.SearchGramsAsync(
            MixedWords.Search(question.Grams, 10_000, minShare: 1 / 256f), CancellationToken.None);
        return [.. spelt.Concat(meant).Concat(parts).Select(hit => $"{hit.Word.Image.ImageId}/{hit.Word.RegionIndex} {hit.Similarity:F5}")];
    }

    private string[] SegmentFiles() => [.. Directory.EnumerateFiles(_folder.SegmentsPath).Order(StringComparer.Ordinal)];

    private async Task DamageAsync(string path, string damage)
    {
        byte[] bytes = await File.ReadAllBytesAsync(path);
        switch (damage)
        {
            case "truncated": await File.WriteAllBytesAsync(path, bytes[..(bytes.Length / 2)]); break;
            case "one byte changed": bytes[^1000] ^= 1; await File.WriteAllBytesAsync(path, bytes); break;
            case "header changed": bytes[40] ^= 1; await File.WriteAllBytesAsync(path, bytes); break;
            case "empty": await File.WriteAllBytesAsync(path, []); break;
            case "missing": File.Delete(path); break;
            case "of another store": await ReplaceByForeignAsync(path); break;
            case "folder missing": Directory.Delete(_folder.SegmentsPath, recursive: true); break;
            default: throw new ArgumentOutOfRangeException(nameof(damage));
        }
    }

    private static async Task ReplaceByForeignAsync(string path)
    {
        var other = new SegmentFileTests();
        await other.FillAsync();
        File.Copy(other.SegmentFiles()[0], path, overwrite: true);
        await other.DisposeAsync();
    }

    private async Task<List<string>> NamedFilesAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "index.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = new SqliteCommand("select file from segments order by file", connection);
        await using SqliteDataReader rows = await command.ExecuteReaderAsync();
        var files = new List<string>();
        while (await rows.ReadAsync())
            files.Add(rows.GetString(0));
        return files;
    }

    private async Task<long> CountAsync(string rows)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "index.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = new SqliteCommand($"select count(*) from {rows}", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private sealed record Question(float[] Lexical, float[] Concept, ushort[] Grams);
}
