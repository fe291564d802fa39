using Indexing.Search;
using Indexing.Search.Localisation;
using Indexing.Standalone.Localisation;
using Indexing.Vision.Imaging;

namespace Indexing.Standalone.Evaluation;

/// <summary>Looks for the phrases of a set, from file to places.</summary>
internal sealed class LocalizationRun(ImageDecoder decoder, PictureWordsReader reader, PhraseLocator locator, TimeProvider clock)
{
    /// <summary>Locates and counts.</summary>
    /// <param name="set">The set.</param>
    /// <param name="finished">Called after each image, from any thread.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The counts and images per second.</returns>
    /// <exception cref="UsageException">An image of the set cannot be decoded, or a box is none.</exception>
    public async Task<(LocalizationEvaluation Counts, double ImagesPerSecond)> RunAsync(
        EvaluationSet set, Action finished, CancellationToken cancellationToken)
    {
        var counts = new LocalizationEvaluation();
        var start = clock.GetTimestamp();
        await Parallel.ForEachAsync(set.Images, Gallery.Cores(cancellationToken), async (image, token) =>
        {
            var truth = image.Phrases.Select(phrase => phrase.ToBox()).ToList();
            var answers = await LocateAsync(Path.Combine(set.ImageDirectory, image.Image), image, token);
            lock (counts)
                foreach (var (index, answer) in answers.Index())
                    counts.Add(answer, truth[index]);
            finished();
        });
        return (counts, set.Images.Count / clock.GetElapsedTime(start).TotalSeconds);
    }

    /// <summary>The best place of each phrase, or none.</summary>
    private async Task<List<IReadOnlyList<LocatedPlace>>> LocateAsync(
        string file, EvaluationImage image, CancellationToken cancellationToken)
    {
        var decoded = decoder.Decode(await File.ReadAllBytesAsync(file, cancellationToken));
        if (!decoded.IsDecoded)
            throw new UsageException($"{image.Image}: {decoded.Rejection.Message}");
        using var picture = decoded.Image;
        return await reader.ReadAsync(picture, LocateAllAsync, cancellationToken);

        async Task<List<IReadOnlyList<LocatedPlace>>> LocateAllAsync(PictureWords words)
        {
            var answers = new List<IReadOnlyList<LocatedPlace>>(image.Phrases.Count);
            foreach (var phrase in image.Phrases)
                answers.Add(await TryAsync(phrase.Phrase, words));
            return answers;
        }

        async Task<IReadOnlyList<LocatedPlace>> TryAsync(string phrase, PictureWords words)
        {
            try
            {
                return await locator.LocateAsync(phrase, picture, words, top: 1, cancellationToken);
            }
            catch (InvalidQueryException)
            {
                // The pack knows none of its words: a person is told so, here it is a phrase without an answer.
                return [];
            }
        }
    }
}
