using Indexing.VectorStore;
using Indexing.Vision.Embedding;

namespace Indexing.Search.Recall;

/// <summary>
/// Golden questions made from an index itself, for users who have none: words that were read with confidence in few pictures. They say
/// whether another generation finds what this one finds, not how good either is.
/// </summary>
public static class GoldenSample
{
    private const int PageSize = 1000;

    /// <summary>
    /// Pictures of a tenant that are drawn from, the first by their ids: enough for a sample, and a minute's listing at most.
    /// </summary>
    private const int MostPictures = 100_000;

    private const float Sure = 0.9f;
    private const int ShortestWord = 4;

    /// <summary>Draws the same questions from the same index.</summary>
    /// <param name="store">The index that says what is right.</param>
    /// <param name="count">Most questions, over all tenants.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>Questions with the pictures whose readings are exactly the question, at most ten each.</returns>
    public static async Task<IReadOnlyList<GoldenQuery>> DrawAsync(IVectorStore store, int count, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var drawn = new PriorityQueue<ImageKey, uint>();
        foreach (var tenant in await store.ListTenantsAsync(cancellationToken).ConfigureAwait(false))
            await DrawAsync(store, tenant, drawn, count, cancellationToken).ConfigureAwait(false);

        var shown = new Dictionary<(string Tenant, string Text), List<string>>();
        while (drawn.TryDequeue(out var key, out _))
        {
            var words = await store.GetWordsAsync(key, cancellationToken).ConfigureAwait(false);
            var best = words.Where(word => word.Confidence >= Sure).Select(word => (word, Text: Alphabet.Normalize(word.Transcription)))
                .Where(word => word.Text.Length >= ShortestWord && word.Text.All(char.IsAsciiLetterLower))
                .OrderByDescending(word => word.word.Confidence).Select(word => word.Text).FirstOrDefault();
            if (best is not null && await IsRareAsync(store, key.Tenant, best, cancellationToken).ConfigureAwait(false))
                (shown.TryGetValue((key.Tenant, best), out var images) ? images : shown[(key.Tenant, best)] = []).Add(key.ImageId);
        }

        return [.. shown.OrderBy(entry => entry.Key.Tenant, StringComparer.Ordinal).ThenBy(entry => entry.Key.Text, StringComparer.Ordinal)
            .Select(entry => new GoldenQuery(entry.Key.Tenant, entry.Key.Text, entry.Value))];
    }

    /// <summary>Keeps the pictures whose ids hash lowest: the priority queue gives the greatest out first.</summary>
    private static async Task DrawAsync(
        IVectorStore store, string tenant, PriorityQueue<ImageKey, uint> drawn, int count, CancellationToken cancellationToken)
    {
        string? last = null;
        for (var seen = 0; seen < MostPictures; seen += PageSize)
        {
            var page = await store.ListImagesAsync(tenant, ImageStatus.Indexed, last, PageSize, cancellationToken).ConfigureAwait(false);
            foreach (var image in page.Where(image => image.WordCount > 0))
            {
                var priority = uint.MaxValue - HashOf(image.Key);
                if (drawn.Count < count)
                    drawn.Enqueue(image.Key, priority);
                else
                    drawn.EnqueueDequeue(image.Key, priority);
            }

            if (page.Count < PageSize)
                return;
            last = page[^1].Key.ImageId;
        }
    }

    private static uint HashOf(ImageKey key)
    {
        var hash = 2166136261;
        foreach (var c in key.ImageId)
            hash = (hash ^ c) * 16777619;
        return hash;
    }

    /// <summary>More pictures than an answer shows would leave open which of them must be found.</summary>
    private static async Task<bool> IsRareAsync(IVectorStore store, string tenant, string text, CancellationToken cancellationToken)
    {
        var readings = await store.ListReadingsAsync(tenant, text, limit: 1000, cancellationToken).ConfigureAwait(false);
        return readings.FirstOrDefault(reading => reading.Reading == text) is { Images: > 0 and <= RecallCheck.Top };
    }
}
