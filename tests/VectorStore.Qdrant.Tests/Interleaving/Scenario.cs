using Indexing.TestSupport;
using Indexing.VectorStore.Qdrant.Tests.QdrantModel;

namespace Indexing.VectorStore.Qdrant.Tests.Interleaving;

/// <summary>
/// One image, whose words and scene say which write they are of: "2x3" are the three words of a write of version 2, and the scene of that
/// write is an angle.
/// </summary>
internal static class Scenario
{
    private const int Dimension = 4;
    private const int SceneDimension = 2;

    /// <summary>Angle between the scenes of two writes whose numbers, version and words as two digits, are neighbours.</summary>
    private const float ScenePart = 0.01f;

    private static readonly ushort[] Grams = [7, 8];

    public static ImageKey Key { get; } = new("tenant", "a");

    public static QdrantVectorStore Open(HttpMessageHandler server, Random? random = null) =>
        StoreFactory.Open(
            server, random, configure: options => (options.Dimension, options.SceneDimension) = (Dimension, SceneDimension));

    public static Func<IVectorStore, Task> Write(int version, int words) => store =>
    {
        var synthetic = new SyntheticWords(version, Dimension);
        return store.ReplaceImageAsync(
            SyntheticWords.Image("a", version),
            [.. synthetic.Words(words, $"{version}x{words}").Select(word => word with { Grams = Grams })],
            Scene((10 * version) + words),
            CancellationToken.None);
    };

    public static Func<IVectorStore, Task> Put(int version, ImageStatus status) => store =>
        store.ReplaceImageAsync(SyntheticWords.Image("a", version, status), [], CancellationToken.None);

    /// <summary>What a reader sees now; fails when that is not one whole write.</summary>
    public static async Task<Sight> LookAsync(IVectorStore store)
    {
        ImageRecord? image = (await store.GetImagesAsync([Key], CancellationToken.None)).SingleOrDefault();
        string words = await WordsAsync(store);
        Assert.Equal(words, await SearchAsync(store));
        Assert.Equal(words, await SearchScenesAsync(store));
        string expected = image is { Status: ImageStatus.Indexed } ? $"{image.Version}x{image.WordCount}" : "none";
        Assert.Equal(expected, words);
        int rank = image?.Status switch { ImageStatus.Deleted => 2, ImageStatus.Pending => 0, _ => 1 };
        return new Sight(image?.Version ?? -1, rank, words);
    }

    public static async Task<string> WordsAsync(IVectorStore store) =>
        Summary((await store.GetWordsAsync(Key, CancellationToken.None)).Select(word => word.Transcription));

    public static async Task<string> SearchAsync(IVectorStore store)
    {
        float[] query = new SyntheticWords(99, Dimension).UnitVector();
        var hits = await store.SearchWordsAsync(SyntheticWords.Search(query, 10), CancellationToken.None);
        return Summary(hits.Select(hit => hit.Word.Transcription));
    }

    public static async Task<string> SearchGramsAsync(IVectorStore store)
    {
        var search = new GramSearch { Tenant = "tenant", Grams = Grams, Limit = 10 };
        return Summary((await store.SearchGramsAsync(search, CancellationToken.None)).Select(hit => hit.Word.Transcription));
    }

    public static async Task<string> SceneAsync(IVectorStore store)
    {
        ReadOnlyMemory<float> scene = await store.GetSceneAsync(Key, CancellationToken.None);
        return scene.IsEmpty ? "none" : NameOf(MathF.Atan2(scene.Span[1], scene.Span[0]));
    }

    public static async Task<string> SearchScenesAsync(IVectorStore store)
    {
        var search = new SceneSearch { Tenant = "tenant", Vector = Scene(0), Limit = 10 };
        IReadOnlyList<SceneHit> hits = await store.SearchScenesAsync(search, CancellationToken.None);
        return hits.Count switch
        {
            0 => "none",
            1 => NameOf((float)Math.Acos(hits[0].Similarity)),
            _ => $"{hits.Count} scenes",
        };
    }

    /// <summary>Points that no reader sees.</summary>
    public static string Leftovers(QdrantModelServer server)
    {
        var records = server["conformance-images-1"].Payloads.ToList();
        int words = records.Sum(record => (int)record["words"]!);
        return $"{records.Count - 1} records, {server["conformance-words-1"].Count - words} words";
    }

    private static float[] Scene(int write) => [MathF.Cos(write * ScenePart), MathF.Sin(write * ScenePart)];

    private static string NameOf(float angle)
    {
        int write = (int)MathF.Round(angle / ScenePart);
        return $"{write / 10}x{write % 10}";
    }

    /// <summary>The name of the write, only if the words are all of it and of nothing else.</summary>
    private static string Summary(IEnumerable<string> transcriptions)
    {
        List<string> all = [.. transcriptions];
        if (all.Count == 0)
            return "none";
        return all.All(one => one == all[0]) && all[0].EndsWith($"x{all.Count}", StringComparison.Ordinal)
            ? all[0]
            : $"a mixture: {string.Join(' ', all)}";
    }
}
