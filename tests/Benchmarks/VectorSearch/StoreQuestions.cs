using Indexing.VectorStore;
using Indexing.VectorStore.Sqlite;

namespace Indexing.Benchmarks.VectorSearch;

/// <summary>
/// The question: how long do the other questions take, each beside the same SearchWordsAsync: meaning, pieces of words, conditions,
/// readings, lookalikes? It does not show cold starts nor questions while somebody writes.
/// </summary>
internal sealed class StoreQuestions(SqliteVectorStore store, int images, int limit)
{
    private const int WarmUpRounds = 5;

    private readonly List<(string Name, Latencies Times)> _rows = [];
    private readonly WordCloud _cloud = new(seed: 78);
    private readonly Random _random = new(78);

    /// <summary>One row for each kind of question.</summary>
    public static async Task<List<string>> RunAsync(string directory, int rounds, int limit)
    {
        await StoreSearch.ReadFilesAsync(directory);
        await using SqliteVectorStore store = SyntheticIndex.Open(directory);
        StoreStatistics statistics = await store.GetStatisticsAsync(SyntheticIndex.Tenant, CancellationToken.None);
        var questions = new StoreQuestions(store, (int)statistics.Indexed, limit);
        for (int i = 0; i < WarmUpRounds; i++)
            await questions.AskAsync(i);
        questions._rows.Clear();
        for (int i = 0; i < rounds; i++)
            await questions.AskAsync(i);
        double reference = questions._rows[0].Times.Percentile(.5);
        return [Latencies.Table, .. questions._rows.Select(row => row.Times.Row(row.Name, reference)), ""];
    }

    private async Task AskAsync(int round)
    {
        WordSearch lexical = Search(WordSpace.Lexical);
        await WordsAsync("spelling", lexical);
        await WordsAsync("meaning", Search(WordSpace.Concept));
        foreach (int length in (int[])[4, 6, 8])
        {
            GramSearch piece = Piece(length);
            await MeasureAsync($"piece of {length} letters", () => store.SearchGramsAsync(piece, CancellationToken.None));
            await MeasureAsync(
                $"piece of {length} letters, limit 10", () => store.SearchGramsAsync(piece with { Limit = 10 }, CancellationToken.None));
        }
        await FilteredAsync(lexical, round);
        foreach ((string name, int length) in new[] { ("empty prefix", 0), ("prefix of 1 letter", 1), ("prefix of 2 letters", 2) })
        {
            string prefix = Text(2)[..length];
            await MeasureAsync($"readings, {name}", () =>
                store.ListReadingsAsync(SyntheticIndex.Tenant, prefix, 50, CancellationToken.None));
        }
        ulong hash = SyntheticIndex.Hash(_random.Next(images)) ^ 0b1001;
        await MeasureAsync($"lookalikes among {images} images", () =>
            store.FindLookalikesAsync(SyntheticIndex.Tenant, hash, 7, 50, CancellationToken.None));
    }

    private async Task FilteredAsync(WordSearch search, int round)
    {
        var metadata = new Dictionary<string, string> { ["shard"] = $"{round % 100}" };
        await WordsAsync("spelling, metadata of 1 % of the images", search with { Filter = new ImageFilter { Metadata = metadata } });
        DateTimeOffset from = SyntheticIndex.FirstImage.AddMinutes(_random.Next(images));
        await WordsAsync("spelling, times of at most 10 % of the images", search with
        {
            Filter = new ImageFilter { UpdatedFrom = from, UpdatedBefore = from.AddMinutes(images / 10) },
        });
        foreach (int count in (int[])[100, 10_000])
        {
            string[] ids = [.. Enumerable.Range(0, count).Select(_ => SyntheticIndex.Id(_random.Next(images)))];
            await WordsAsync($"spelling, {count} image ids", search with { Filter = new ImageFilter { ImageIds = ids } });
        }
    }

    private Task WordsAsync(string name, WordSearch search) =>
        MeasureAsync(name, () => store.SearchWordsAsync(search, CancellationToken.None));

    private async Task MeasureAsync(string name, Func<Task> ask)
    {
        if (_rows.FirstOrDefault(row => row.Name == name).Times is not { } times)
            _rows.Add((name, times = new Latencies()));
        await times.MeasureAsync(ask);
    }

    private WordSearch Search(WordSpace space)
    {
        float[] vector = new float[WordCloud.Dimension];
        _cloud.Next(vector);
        return new WordSearch { Tenant = SyntheticIndex.Tenant, Space = space, Vector = vector, Limit = limit };
    }

    /// <summary>The question for a piece of a word of the index.</summary>
    private GramSearch Piece(int length)
    {
        string text = Text(length);
        int start = _random.Next(text.Length - length + 1);
        return new GramSearch
        {
            Tenant = SyntheticIndex.Tenant,
            Grams = SyntheticText.Grams(text.Substring(start, length)),
            Limit = limit,
        };
    }

    /// <summary>A text of at least this length, as frequent as its word.</summary>
    private string Text(int length)
    {
        float[] vector = new float[WordCloud.Dimension];
        string text;
        do
            text = SyntheticText.Of(_cloud.Next(vector));
        while (text.Length < length);
        return text;
    }
}
