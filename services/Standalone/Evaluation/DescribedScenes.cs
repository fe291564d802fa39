using Indexing.Vision.Imaging;
using Indexing.Vision.Sentences;

namespace Indexing.Standalone.Evaluation;

/// <summary>Looks at the pictures of a captioned set with the image tower; nothing is stored.</summary>
internal sealed class DescribedScenes(ImageDecoder decoder, SentenceModels models, TimeProvider clock)
{
    /// <summary>Encodes the pictures whose captions name a visual word, as many at a time as there are cores.</summary>
    /// <param name="set">The pictures.</param>
    /// <param name="finished">Called after each picture, from any thread.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The pictures in the order of the set, and how many a second.</returns>
    /// <exception cref="UsageException">A picture cannot be decoded, or no caption names a word that the pack knows.</exception>
    public async Task<(IReadOnlyList<DescribedScene> Scenes, double ImagesPerSecond)> ReadAsync(
        EvaluationSet set, Action finished, CancellationToken cancellationToken)
    {
        var (tower, known) = (models.Scenes, models.Words);
        var scenes = new DescribedScene?[set.Images.Count];
        var start = clock.GetTimestamp();
        await Parallel.ForAsync(0, scenes.Length, Gallery.Cores(cancellationToken), async (i, token) =>
        {
            var image = set.Images[i];
            var words = CaptionWords.Of(image.Captions, word => known.IndexOf(word) >= 0);
            if (words.Count > 0)
                scenes[i] = new DescribedScene(await EncodeAsync(tower, Path.Combine(set.ImageDirectory, image.Image), token), words);
            finished();
        });
        List<DescribedScene> described = [.. scenes.OfType<DescribedScene>()];
        return described.Count > 0
            ? (described, scenes.Length / clock.GetElapsedTime(start).TotalSeconds)
            : throw new UsageException($"No caption names one of the {known.Words.Count} visual words of {models.Pack.Id}.");
    }

    private async Task<float[]> EncodeAsync(SceneEncoder tower, string file, CancellationToken cancellationToken)
    {
        var decoded = decoder.Decode(await File.ReadAllBytesAsync(file, cancellationToken));
        if (!decoded.IsDecoded)
            throw new UsageException($"{file}: {decoded.Rejection.Message}");
        using var picture = decoded.Image;
        return await tower.EncodeAsync(picture, cancellationToken);
    }
}
