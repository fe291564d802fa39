using Indexing.Contracts;
using Indexing.Search;
using Indexing.VectorStore;
using Indexing.Vision.Embedding;

namespace Indexing.Standalone.Evaluation;

/// <summary>Scores the images of an indexed set for a query, in the product's way and in the two baselines' ways.</summary>
internal sealed class QueryScorer(SearchService search, IVectorStore store, QueryEncoder encoder)
{
    /// <summary>The most that the product returns, and the most that the store returns.</summary>
    private const int AllImages = 1000;
    private const int AllWords = 10_000;

    /// <summary>Scores the images.</summary>
    /// <param name="query">The query, lower-case 0-9a-z.</param>
    /// <param name="positions">Position of each image by its file name.</param>
    /// <param name="readings">The readings of each image, by position.</param>
    /// <param name="cancellationToken">Ends the scoring.</param>
    public async Task<RankingScores> ScoreAsync(
        string query, IReadOnlyDictionary<string, int> positions, string[][] readings, CancellationToken cancellationToken)
    {
        var scores = RankingScores.Create(positions.Count);
        var request = new SearchRequest { Query = query, Tenant = Gallery.Tenant, Mode = SearchMode.Exact, Top = AllImages, MinScore = 0 };
        foreach (var hit in (await search.SearchAsync(request, cancellationToken)).Hits)
            scores.Search[positions[hit.ImageId]] = hit.Score;

        var nearest = new WordSearch { Tenant = Gallery.Tenant, Vector = encoder.Encode(query), Limit = AllWords };
        foreach (var hit in await store.SearchWordsAsync(nearest, cancellationToken))
        {
            ref var best = ref scores.Embedding[positions[hit.Word.Image.ImageId]];
            best = Math.Max(best, hit.Similarity);
        }

        for (var i = 0; i < readings.Length; i++)
            foreach (var reading in readings[i])
                scores.Transcription[i] = Math.Max(scores.Transcription[i], EditSimilarity.Compute(query, reading));
        return scores;
    }
}
