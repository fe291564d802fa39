using Indexing.VectorStore;

namespace Indexing.TestSupport;

/// <summary>Words with random vectors, repeatable by seed.</summary>
public sealed class SyntheticWords(int seed, int dimension = 256)
{
    private readonly Random _random = new(seed);

    /// <summary>A random direction of length 1.</summary>
    public float[] UnitVector() => Normalize(Gaussian(new float[dimension]));

    /// <summary>A direction near another one: cosine about <c>1 / sqrt(1 + noise^2)</c>.</summary>
    public float[] Near(ReadOnlySpan<float> centre, float noise)
    {
        float[] vector = Gaussian(new float[dimension]);
        float scale = noise / MathF.Sqrt(dimension);
        for (int i = 0; i < vector.Length; i++)
            vector[i] = centre[i] + (vector[i] * scale);
        return Normalize(vector);
    }

    /// <summary>
    /// A word at a region, posteriors of <paramref name="posteriorBytes"/> bytes; concept, n-grams and reading only when they are given.
    /// </summary>
    public WordRecord Word(
        int regionIndex, string transcription = "word", float[]? lexical = null, int posteriorBytes = 40, float[]? concept = null,
        ushort[]? grams = null, string reading = "")
    {
        byte[] posteriors = new byte[posteriorBytes];
        _random.NextBytes(posteriors);
        float x = _random.NextSingle() * 0.5f, y = _random.NextSingle() * 0.5f;
        return new WordRecord
        {
            RegionIndex = regionIndex,
            Lexical = lexical ?? UnitVector(),
            Concept = concept,
            Quad = new NormalizedQuad(x, y, x + 0.2f, y, x + 0.2f, y + 0.1f, x, y + 0.1f),
            Transcription = transcription,
            Confidence = _random.NextSingle(),
            DetectionScore = _random.NextSingle(),
            Posteriors = posteriors,
            Grams = grams,
            Reading = reading,
        };
    }

    /// <summary>Words at regions 0.. with random vectors.</summary>
    public WordRecord[] Words(int count, string transcription = "word") =>
        [.. Enumerable.Range(0, count).Select(i => Word(i, transcription))];

    /// <summary>An image record with every field filled.</summary>
    public static ImageRecord Image(
        string imageId, long version = 1, ImageStatus status = ImageStatus.Indexed, string tenant = "tenant", params string[] tags) => new()
        {
            Key = new ImageKey(tenant, imageId),
            Version = version,
            Status = status,
            Uri = $"file:///pictures/{imageId}.jpg",
            ContentHash = new string('a', 64),
            Width = 640,
            Height = 480,
            SizeBytes = 123_456,
            RejectedReason = status == ImageStatus.Rejected ? "not_an_image" : null,
            PerceptualHash = 0xF123_4567_89AB_CDEF,
            Tags = tags,
            Metadata = new Dictionary<string, string> { ["camera"] = "Ü-7", ["empty"] = "" },
            ModelVersion = "scene-text/1",
            UpdatedAt = new DateTimeOffset(2026, 3, 1, 12, 30, 15, TimeSpan.Zero).AddTicks(1234567),
        };

    /// <summary>
    /// The runs of two and of three characters of a text of a-z and 0-9, as codes: the characters are the digits 1..36 of a number to base
    /// 37, so no two runs share a code.
    /// </summary>
    public static ushort[] Grams(string text)
    {
        int[] digits = [.. text.Select(static character => char.IsAsciiDigit(character) ? character - '0' + 27 : character - 'a' + 1)];
        IEnumerable<int> pairs = digits.Zip(digits.Skip(1), static (a, b) => (a * 37) + b);
        IEnumerable<int> triples = pairs.Zip(digits.Skip(2), static (ab, c) => (ab * 37) + c);
        return [.. pairs.Concat(triples).Select(static code => (ushort)code).Distinct()];
    }

    /// <summary>A search for the words of the default tenant.</summary>
    public static WordSearch Search(ReadOnlyMemory<float> vector, int limit, string tenant = "tenant", params string[] tags) =>
        new() { Tenant = tenant, Vector = vector, Limit = limit, Filter = new ImageFilter { Tags = tags } };

    private static float[] Normalize(float[] vector)
    {
        double norm = Math.Sqrt(vector.Sum(static x => (double)x * x));
        for (int i = 0; i < vector.Length; i++)
            vector[i] = (float)(vector[i] / norm);
        return vector;
    }

    private float[] Gaussian(float[] vector)
    {
        for (int i = 0; i < vector.Length; i++)
            vector[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble()));
        return vector;
    }
}
