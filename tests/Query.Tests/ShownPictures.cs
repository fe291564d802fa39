using System.Security.Cryptography;
using Indexing.TestSupport;
using Indexing.VectorStore;
using Indexing.Vision.Embedding;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Query.Tests;

/// <summary>Pictures whose file is there and is what was indexed.</summary>
internal static class ShownPictures
{
    /// <summary>Writes the file below the server's root and the record as a worker would.</summary>
    /// <returns>The file's path.</returns>
    public static async Task<string> ShowAsync(
        this RunningQuery server, TemporaryFolder folder, string imageId, byte[] picture, ulong? look = null, string tenant = "default")
    {
        var path = folder.Write($"pictures/{tenant}/{imageId}", picture);
        var image = SyntheticWords.Image(imageId, tenant: tenant, tags: "summer") with
        {
            Uri = new Uri(path).AbsoluteUri,
            ContentHash = Convert.ToHexStringLower(SHA256.HashData(picture)),
            PerceptualHash = look,
            WordCount = 1,
        };
        var words = SpelledWords.Of(["coffee"], server.Encoder.Encode);
        await server.Store.ReplaceImageAsync(image, words, CancellationToken.None);
        return path;
    }

    /// <summary>A picture under whose record these readings are listed.</summary>
    public static Task IndexReadingsAsync(this RunningQuery server, string imageId, string tenant, params string[] readings)
    {
        var words = SpelledWords.Of(readings, server.Encoder.Encode)
            .Select((word, index) => word with { Reading = readings[index] }).ToList();
        return server.Store.ReplaceImageAsync(SyntheticWords.Image(imageId, tenant: tenant), words, CancellationToken.None);
    }
}
