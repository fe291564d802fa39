using System.Security.Cryptography;
using Indexing.Generations;
using Indexing.Search;
using Indexing.TestSupport;
using Indexing.VectorStore;
using Indexing.Vision.Embedding;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Query.Tests;

/// <summary>
/// Pictures of four tenants that share ids, words, tags and looks, and whose every picture also carries a secret of its tenant: in its
/// address, its metadata, a tag and, of some, in the id and as a word. What a tenant owns is the same in every index.
/// </summary>
internal sealed class TenantArchive(TemporaryFolder folder)
{
    /// <summary>A text that no request ever holds whole, so that no answer can merely echo it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Secrets = new Dictionary<string, string>
    {
        ["default"] = "velvetwindu",
        ["north"] = "velvetmoraq",
        ["south"] = "velvetzubin",
        ["east"] = "velvetkelpo",
    };

    public static readonly string[] Words =
    [
        "coffee", "toffee", "open", "closed", "exit", "museum", "terrier", "taxi", "pre16a", "re16b", "sugar", "station", "bakery", "ferry",
    ];

    public static readonly string[] Tags = ["summer", "winter", "street"];

    /// <summary>Of different sizes, so that a count over two tenants fits neither.</summary>
    private static readonly Dictionary<string, int> Sizes = new() { ["default"] = 12, ["north"] = 40, ["south"] = 28, ["east"] = 19 };

    private const int Files = 3;
    private const ulong Look = 0x0F0F_33CC_55AA_1234;

    /// <summary>A third of the pictures has an id that other tenants use too, a third one of its own, the rest none.</summary>
    public static string GuessableId(string tenant, int number) => number % 3 == 0 ? $"p/{number}" : $"{tenant}-{number}";

    public static int Count(string tenant) => Sizes[tenant];

    /// <summary>Makes the files; call once for a folder.</summary>
    public void WritePictures()
    {
        Directory.CreateDirectory(folder.Combine("pictures"));
        foreach (var (tenant, secret) in Secrets)
            for (var file = 0; file < Files; file++)
                File.WriteAllBytes(PathOf(secret, file), TestPictures.Jpeg(file, 64 + (2 * tenant.Length), 48));
    }

    /// <summary>Writes tenants into the index of a server, pictures of all of them mixed.</summary>
    public async Task WriteAsync(RunningQuery server, IReadOnlyCollection<string> tenants)
    {
        for (var number = 0; number < Sizes.Values.Max(); number++)
            foreach (var tenant in tenants.Where(tenant => number < Sizes[tenant]))
                await WriteAsync(server, tenant, number);
    }

    private async Task WriteAsync(RunningQuery server, string tenant, int number)
    {
        var secret = Secrets[tenant];
        var random = new Random((1000 * secret[7]) + number);
        var file = PathOf(secret, number % Files);
        var content = await File.ReadAllBytesAsync(file);
        var status = (number % 9) switch { 7 => ImageStatus.Rejected, 8 => ImageStatus.Pending, _ => ImageStatus.Indexed };
        var vectors = server.Services.GetRequiredService<GenerationLease>().Services.GetRequiredService<QueryVectors>();
        var words = status == ImageStatus.Indexed ? WordsOf(secret, vectors, random) : [];
        await server.Store.ReplaceImageAsync(
            SyntheticWords.Image(IdOf(tenant, secret, number), tenant: tenant, status: status) with
            {
                Uri = new Uri(file).AbsoluteUri,
                ContentHash = Convert.ToHexStringLower(SHA256.HashData(content)),
                SizeBytes = content.Length,
                WordCount = words.Length,
                Tags = [Tags[random.Next(Tags.Length)], Tags[random.Next(Tags.Length)], $"tag-{secret}"],
                Metadata = new Dictionary<string, string> { ["camera"] = $"{random.Next(3)}", ["owner"] = secret },
                PerceptualHash = Look ^ (1UL << random.Next(64)) ^ (1UL << random.Next(64)),
            },
            words,
            CancellationToken.None);
    }

    private static string IdOf(string tenant, string secret, int number) =>
        number % 3 == 2 ? $"album/{secret}/{number}" : GuessableId(tenant, number);

    private static WordRecord[] WordsOf(string secret, QueryVectors vectors, Random random)
    {
        List<string> texts = [Words[random.Next(Words.Length)], Words[random.Next(Words.Length)]];
        if (random.Next(3) == 0)
            texts.Add(secret);
        var words = SpelledWords.Of(texts.Distinct(), vectors.Spelling);
        return
        [
            .. words.Select(word => word with
            {
                Quad = SideBySide(word.RegionIndex),
                Concept = vectors.Concept(word.Transcription),
                Grams = Grams.Of(word.Transcription),
                Reading = word.Transcription,
                // No two instances score alike: the order of equals is the store's own affair.
                DetectionScore = 0.5f + (random.NextSingle() / 2),
            }),
        ];
    }

    /// <summary>Near enough to be read as a phrase.</summary>
    private static NormalizedQuad SideBySide(int place)
    {
        var left = 0.05f + (0.3f * place);
        return new NormalizedQuad(left, 0.2f, left + 0.25f, 0.2f, left + 0.25f, 0.25f, left, 0.25f);
    }

    private string PathOf(string secret, int file) => folder.Combine($"pictures/{secret}-{file}.jpg");
}
