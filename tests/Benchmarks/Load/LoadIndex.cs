using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Indexing.Benchmarks.VectorSearch;
using Indexing.VectorStore;
using Indexing.VectorStore.Sqlite;

namespace Indexing.Benchmarks.Load;

/// <summary>
/// An index of a million words whose vectors, posteriors, n-grams and concepts are those of real photographs: each photograph many times,
/// each copy's vectors moved a little, so that no two words are the same.
/// </summary>
internal static class LoadIndex
{
    private const string Tenant = "default";

    /// <summary>Standard deviation of what is added to each of the 256 numbers: moves a vector by a cosine of about 0.01.</summary>
    private const float Spread = 0.01f;

    private const int Writers = 16;

    /// <summary>Writes copies until the index holds this many words.</summary>
    public static async Task BuildAsync(string source, string directory, int words, CancellationToken cancellationToken)
    {
        var photographs = SourceIndex.Read(
                source,
                """
                select image, region_index, confidence, detection_score, quad, transcription, lexical, posteriors, reading, grams, concept
                from words order by image, region_index
                """,
                static row => (Image: row.GetInt64(0), Word: new WordRecord
                {
                    RegionIndex = row.GetInt32(1),
                    Confidence = row.GetFloat(2),
                    DetectionScore = row.GetFloat(3),
                    Quad = MemoryMarshal.Read<NormalizedQuad>((byte[])row[4]),
                    Transcription = row.GetString(5),
                    Lexical = MemoryMarshal.Cast<byte, float>((byte[])row[6]).ToArray(),
                    Posteriors = (byte[])row[7],
                    Reading = row.GetString(8),
                    Grams = MemoryMarshal.Cast<byte, ushort>((byte[])row[9]).ToArray(),
                    Concept = row.IsDBNull(10) ? default : Floats((byte[])row[10]),
                }))
            .GroupBy(static row => row.Image, static row => row.Word).Select(static image => image.ToList()).ToList();
        var perRound = photographs.Sum(static image => image.Count);
        await using var store = SyntheticIndex.Open(directory);
        var copies = Enumerable.Range(0, (words + perRound - 1) / perRound)
            .SelectMany(round => photographs.Select((image, number) => (Round: round, Number: number, Words: image)));
        await Parallel.ForEachAsync(
            copies, new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellationToken },
            async (copy, token) => await WriteAsync(store, copy.Round, copy.Number, copy.Words, token));
        await store.MaintainAsync(cancellationToken);
        var statistics = await store.GetStatisticsAsync(Tenant, cancellationToken);
        Console.WriteLine($"{statistics.Words} words of {statistics.Indexed} pictures, {photographs.Count} different ones.");
    }

    private static async Task WriteAsync(
        SqliteVectorStore store, int round, int number, List<WordRecord> words, CancellationToken cancellationToken)
    {
        var random = new Random((round * 100_000) + number);
        var moved = words.ConvertAll(word => word with { Lexical = Moved(word.Lexical.Span, random) });
        var image = new ImageRecord
        {
            Key = new ImageKey(Tenant, string.Create(CultureInfo.InvariantCulture, $"copy-{round:000}/{number:00000}.jpg")),
            Version = 1,
            Status = ImageStatus.Indexed,
            Width = 1280,
            Height = 720,
            WordCount = moved.Count,
            PerceptualHash = (ulong)random.NextInt64(),
            Tags = [$"round-{round % 10}"],
            UpdatedAt = DateTimeOffset.UnixEpoch.AddSeconds((round * 10_000) + number),
        };
        await store.ReplaceImageAsync(image, moved, cancellationToken);
    }

    private static float[] Floats(byte[] halves)
    {
        var floats = new float[halves.Length / 2];
        TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(halves), floats);
        return floats;
    }

    private static float[] Moved(ReadOnlySpan<float> vector, Random random)
    {
        var moved = vector.ToArray();
        for (var i = 0; i < moved.Length; i++)
            moved[i] += Spread * (random.NextSingle() + random.NextSingle() + random.NextSingle() - 1.5f) * 2;
        TensorPrimitives.Divide(moved, TensorPrimitives.Norm<float>(moved), moved);
        return moved;
    }
}
