using System.Numerics.Tensors;
using Indexing.VectorStore;
using Indexing.Vision.Sentences;

namespace Indexing.Standalone.Evaluation;

/// <summary>
/// Sentences and pictures that belong together, among all of a set. The scenes are those that the write path stored; the ranks are exact,
/// computed from all cosines.
/// </summary>
internal sealed class CaptionEvaluation(IVectorStore store, SentenceModels models, TimeProvider clock)
{
    /// <summary>The pictures that the product looks at for a sentence.</summary>
    private const int Depth = 1000;

    /// <summary>Asks in both directions.</summary>
    /// <param name="set">The described images, indexed.</param>
    /// <param name="imagesPerSecond">How fast they were.</param>
    /// <param name="asked">Called after each sentence.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task<CaptionReport> RunAsync(
        EvaluationSet set, double imagesPerSecond, Action asked, CancellationToken cancellationToken)
    {
        var (images, scenes) = await ReadAsync(set, cancellationToken);
        var captions = images.Index()
            .SelectMany(static image => image.Item.Captions.Select(text => (Text: text, Image: image.Index))).ToList();
        var sentences = new float[captions.Count][];
        var time = TimeSpan.Zero;
        foreach (var (i, caption) in captions.Index())
        {
            var start = clock.GetTimestamp();
            sentences[i] = models.Sentences.Encode(caption.Text);
            var search = new SceneSearch { Tenant = Gallery.Tenant, Vector = sentences[i], Limit = Depth };
            await store.SearchScenesAsync(search, cancellationToken);
            time += clock.GetElapsedTime(start);
            asked();
        }

        return new CaptionReport
        {
            SentenceToImage = RecallScores.Of(
                [.. captions.Select((caption, i) => RankOf(Cosines(sentences[i], scenes), image => image == caption.Image))]),
            ImageToSentence = RecallScores.Of(
                [.. images.Select((_, image) => RankOf(Cosines(scenes[image], sentences), i => captions[i].Image == image))]),
            Pack = models.Pack.Id,
            Images = images.Count,
            Captions = captions.Count,
            MsPerQuery = time.TotalMilliseconds / captions.Count,
            ImagesPerSecond = imagesPerSecond,
        };
    }

    /// <summary>The images that were indexed, with their scenes.</summary>
    private async Task<(List<EvaluationImage> Images, float[][] Scenes)> ReadAsync(EvaluationSet set, CancellationToken cancellationToken)
    {
        var (images, scenes) = (new List<EvaluationImage>(), new List<float[]>());
        foreach (var image in set.Images)
        {
            var scene = await store.GetSceneAsync(new ImageKey(Gallery.Tenant, image.Image), cancellationToken);
            if (scene.IsEmpty)
                continue;
            images.Add(image);
            scenes.Add(scene.ToArray());
        }

        return images.Count > 0 ? (images, [.. scenes]) : throw new UsageException("No image of the set could be indexed with a scene.");
    }

    private static double[] Cosines(float[] vector, float[][] others) =>
        Array.ConvertAll(others, other => (double)TensorPrimitives.Dot<float>(vector, other));

    /// <summary>Place of the best right answer; a wrong one of the same cosine comes before it.</summary>
    private static int RankOf(double[] cosines, Func<int, bool> isRight)
    {
        var best = Enumerable.Range(0, cosines.Length).Where(isRight).Max(i => cosines[i]);
        return 1 + Enumerable.Range(0, cosines.Length).Count(i => cosines[i] >= best && !isRight(i));
    }
}
