using System.Collections.Concurrent;
using Indexing.Contracts;
using Indexing.Ingest;
using Indexing.VectorStore;

namespace Indexing.Standalone.Evaluation;

/// <summary>The images of a set as the product indexes them: from file to stored words.</summary>
internal sealed class Gallery(ImageIngestor ingestor, IVectorStore store, TimeProvider clock)
{
    /// <summary>Owner of the images in the temporary index; the image id is the file name.</summary>
    public const string Tenant = "evaluation";

    /// <summary>Indexes every image of the set, as many at a time as there are cores.</summary>
    /// <param name="set">The set.</param>
    /// <param name="finished">Called after each image, from any thread.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>Images per second and the images that were rejected.</returns>
    public async Task<GalleryReport> IndexAsync(EvaluationSet set, Action finished, CancellationToken cancellationToken)
    {
        var rejected = new ConcurrentQueue<string>();
        var start = clock.GetTimestamp();
        await Parallel.ForEachAsync(set.Images, Cores(cancellationToken), async (image, token) =>
        {
            var result = await ingestor.IngestAsync(Announce(set, image), token);
            if (result is IngestResult.Rejected { Rejection: var why })
                rejected.Enqueue($"{image.Image}: {why.Code}: {why.Detail}");
            finished();
        });
        return new GalleryReport(set.Images.Count / clock.GetElapsedTime(start).TotalSeconds, [.. rejected]);
    }

    /// <summary>The normalised readings of every image, in the order of the set; none for an image without words.</summary>
    public async Task<string[][]> ReadAsync(EvaluationSet set, CancellationToken cancellationToken)
    {
        var readings = new string[set.Images.Count][];
        for (var i = 0; i < readings.Length; i++)
        {
            var words = await store.GetWordsAsync(new ImageKey(Tenant, set.Images[i].Image), cancellationToken);
            readings[i] = [.. words.Select(word => ProtocolText.Normalize(word.Transcription))];
        }

        return readings;
    }

    /// <summary>One picture per core at a time.</summary>
    public static ParallelOptions Cores(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };

    private static IngestImage Announce(EvaluationSet set, EvaluationImage image) => new()
    {
        ImageId = image.Image,
        Tenant = Tenant,
        Version = 1,
        Source = new ImageSource { Uri = FileUri.From(Path.Combine(set.ImageDirectory, image.Image)) },
    };
}
