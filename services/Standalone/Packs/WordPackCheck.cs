using Indexing.Vision;
using Indexing.Vision.Concepts;
using Indexing.Vision.Detection;
using Indexing.Vision.Embedding;
using Indexing.Vision.Onnx;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Packs;

/// <summary>
/// Runs the networks of a word pack in every precision. They find no words in waves; a network that cannot run, or that gives other vectors
/// than <c>pack.json</c> says, fails.
/// </summary>
internal static class WordPackCheck
{
    private const string Query = "bakery";

    /// <summary>Runs it.</summary>
    public static async Task<PackReport> RunAsync(string directory, PackName name, CancellationToken cancellationToken)
    {
        var description = ModelPack.Open(directory).Description;
        var precisions = description.Detector.Precisions.Union(description.WordEncoder.Precisions)
            .Select(static precision => precision.ToString().ToLowerInvariant()).ToList();
        var (picture, query) = (0.0, 0.0);
        // 32-bit floats last: their times are told.
        foreach (var precision in Enumerable.Reverse(precisions))
            (picture, query) = await RunAsync(directory, precision, cancellationToken);
        return new PackReport
        {
            Name = name,
            Kind = PackKind.Words,
            Licence = description.Licence,
            Dimension = description.WordEncoder.LexicalDimension,
            PictureMilliseconds = picture,
            TextMilliseconds = query,
            Precisions = precisions,
        };
    }

    private static async Task<(double Picture, double Query)> RunAsync(
        string directory, string precision, CancellationToken cancellationToken)
    {
        await using var parts = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddLogging()
            .AddVision()
            .PostConfigure<InferenceOptions>(options =>
                (options.ModelPack, options.Device, options.Precision) = (directory, "cpu", precision))
            .BuildServiceProvider();
        var encoder = parts.GetRequiredService<QueryEncoder>();
        var detector = parts.GetRequiredService<ITextDetector>();
        var embedder = parts.GetRequiredService<IRegionEmbedder>();
        parts.GetRequiredService<ConceptEncoder>();
        using var picture = CheckPicture.Create(0);
        var whole = new TextRegion(Quad.FromRectangle(0, 0, picture.Width, picture.Height), 1);
        async Task ReadAsync()
        {
            await detector.DetectAsync(picture, [], cancellationToken);
            using var _ = await embedder.EmbedAsync(picture, [whole], cancellationToken);
        }

        await ReadAsync();
        encoder.Encode(Query);
        return (
            await MedianTime.OfAsync(ReadAsync, cancellationToken),
            await MedianTime.OfAsync(
                () =>
                {
                    encoder.Encode(Query);
                    return Task.CompletedTask;
                },
                cancellationToken));
    }
}
