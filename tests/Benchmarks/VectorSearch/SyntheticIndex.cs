using System.Diagnostics;
using System.Globalization;
using Indexing.VectorStore;
using Indexing.VectorStore.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Indexing.Benchmarks.VectorSearch;

/// <summary>
/// Fills an index through the product's own write path: images of 30 words with 1,216 bytes of posteriors and n-grams each, two of three
/// with a concept of 256 numbers.
/// </summary>
internal static class SyntheticIndex
{
    public const string Tenant = "benchmark";
    private const int WordsPerImage = 30;
    private const int PosteriorBytes = 1216;

    /// <summary>When image 0 was written; each of the others a minute after the one before.</summary>
    public static readonly DateTimeOffset FirstImage = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static SqliteVectorStore Open(string directory) => new(
        Options.Create(new SqliteVectorStoreOptions { Directory = directory }), TimeProvider.System,
        NullLogger<SqliteVectorStore>.Instance);

    /// <summary>Writes until the index holds this many words; <paramref name="writers"/> images at a time.</summary>
    public static async Task BuildAsync(string directory, long words, int writers)
    {
        await using SqliteVectorStore store = Open(directory);
        StoreStatistics before = await store.GetStatisticsAsync(Tenant, CancellationToken.None);
        int first = (int)before.Indexed;
        int last = (int)((words + WordsPerImage - 1) / WordsPerImage);
        int stored = 0;
        long start = Stopwatch.GetTimestamp();
        var cloud = new WordCloud(seed: 1000 + first);
        var random = new Random(first);
        await Parallel.ForEachAsync(
            Enumerable.Range(first, Math.Max(0, last - first)), new ParallelOptions { MaxDegreeOfParallelism = writers },
            async (image, token) =>
            {
                WordRecord[] imageWords;
                lock (random)
                    imageWords = Words(cloud, random);
                await store.ReplaceImageAsync(Image(image, imageWords), imageWords, token);
                Interlocked.Add(ref stored, imageWords.Length);
            });
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await store.MaintainAsync(CancellationToken.None);
        await Console.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"built {stored} words in {seconds:F1} s, {stored / seconds:F0} words/s, {writers} writer(s)"));
    }

    /// <summary>Rate of replace-by-image calls into a new index, in words per second; the words are made before.</summary>
    public static async Task<double> WriteRateAsync(string directory, int images, int writers)
    {
        await using SqliteVectorStore store = Open(directory);
        var cloud = new WordCloud(seed: 5);
        var random = new Random(5);
        WordRecord[][] words = [.. Enumerable.Range(0, images).Select(_ => Words(cloud, random))];
        await store.GetStatisticsAsync(Tenant, CancellationToken.None);
        long start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, images), new ParallelOptions { MaxDegreeOfParallelism = writers },
            async (image, token) => await store.ReplaceImageAsync(Image(image, words[image]), words[image], token));
        return images * (double)WordsPerImage / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static WordRecord[] Words(WordCloud cloud, Random random)
    {
        var words = new WordRecord[WordsPerImage];
        var readings = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < words.Length; i++)
        {
            float[] vector = new float[WordCloud.Dimension];
            string text = SyntheticText.Of(cloud.Next(vector));
            byte[] posteriors = new byte[PosteriorBytes];
            random.NextBytes(posteriors);
            words[i] = new WordRecord
            {
                RegionIndex = i,
                Lexical = vector,
                Concept = i % 3 == 0 ? default : Concept(cloud),
                Quad = new NormalizedQuad(0.1f, 0.1f, 0.2f, 0.1f, 0.2f, 0.15f, 0.1f, 0.15f),
                Transcription = text,
                Confidence = 0.9f,
                DetectionScore = 0.8f,
                Posteriors = posteriors,
                Grams = SyntheticText.Grams(text, random),
                Reading = readings.Add(text) ? text : "",
            };
        }
        return words;
    }

    private static float[] Concept(WordCloud cloud)
    {
        float[] vector = new float[WordCloud.Dimension];
        cloud.Next(vector);
        return vector;
    }

    /// <summary>The look of an image: as different from others as random bits are.</summary>
    public static ulong Hash(int number) => (ulong)new Random(number).NextInt64(long.MinValue, long.MaxValue);

    /// <summary>The id of an image.</summary>
    public static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"image-{number:D8}");

    public static ImageRecord Image(int number, WordRecord[] words) => new()
    {
        Key = new ImageKey(Tenant, Id(number)),
        Version = 1,
        Status = ImageStatus.Indexed,
        WordCount = words.Length,
        Tags = [$"shard-{number % 100}"],
        Metadata = new Dictionary<string, string> { ["shard"] = string.Create(CultureInfo.InvariantCulture, $"{number % 100}") },
        PerceptualHash = Hash(number),
        UpdatedAt = FirstImage.AddMinutes(number),
    };
}
