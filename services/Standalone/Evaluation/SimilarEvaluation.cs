using Indexing.Search;
using Indexing.VectorStore;
using Indexing.Vision.Embedding;

namespace Indexing.Standalone.Evaluation;

/// <summary>
/// "Same or similar" text (science.md, section 2): the words of an indexed set are scored for queries that none of them is, and the scores
/// are compared with the true edit similarity; beside them the baseline that reads every word and compares the readings.
/// </summary>
internal sealed class SimilarEvaluation(IVectorStore store, QueryEncoder encoder, WordScoring scoring)
{
    private const int Depth = 10;
    private const int AllWords = 10_000;

    /// <summary>Scores all queries.</summary>
    /// <param name="set">The set, indexed.</param>
    /// <param name="truth">The text that is written where a word was found.</param>
    /// <param name="queries">The queries.</param>
    /// <param name="finished">Called after each query, from any thread.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task<(double[] Search, double[] Transcription, int Words)> RunAsync(
        EvaluationSet set, TruthIndex truth, IReadOnlyList<string> queries, Action finished, CancellationToken cancellationToken)
    {
        var sums = (Search: new double[2], Transcription: new double[2], Words: 0);
        var texts = set.Images.Select(image => image.Texts().ToArray()).ToArray();
        var positions = set.Images.Index().ToDictionary(image => image.Item.Image, image => image.Index, StringComparer.Ordinal);
        foreach (var query in queries)
        {
            var search = new WordSearch { Tenant = Gallery.Tenant, Vector = encoder.Encode(query), Limit = AllWords };
            var hits = await store.SearchWordsAsync(search, cancellationToken);
            if (hits.Count == AllWords)
                throw new UsageException($"The set has {AllWords} words or more, so ranks would be cut: use --limit or --holdout.");
            var scorer = scoring.Of(SearchChannel.Similar, query);
            var ownScores = hits.Select(scorer.Score).ToArray();
            var readScores = hits.Select(hit => EditSimilarity.Compute(query, ProtocolText.Normalize(hit.Word.Transcription))).ToArray();
            var similarities = hits.Select(hit => truth.TextAt(hit.Word) is { } text ? EditSimilarity.Compute(query, text) : -1).ToArray();
            var gains = texts.Select(words => words.Select(word => EditSimilarity.Compute(query, word)).DefaultIfEmpty().Max()).ToArray();
            Add(sums.Search, hits, positions, ownScores, similarities, gains);
            Add(sums.Transcription, hits, positions, readScores, similarities, gains);
            sums.Words = similarities.Count(similarity => similarity >= 0);
            finished();
        }

        return (Mean(sums.Search, queries.Count), Mean(sums.Transcription, queries.Count), sums.Words);
    }

    private static void Add(
        double[] sums, IReadOnlyList<WordHit> hits, Dictionary<string, int> positions, double[] scores, double[] similarities,
        double[] gains)
    {
        var best = new double[gains.Length];
        Array.Fill(best, double.NegativeInfinity);
        for (var i = 0; i < hits.Count; i++)
        {
            ref var image = ref best[positions[hits[i].Word.Image.ImageId]];
            image = Math.Max(image, scores[i]);
        }

        sums[0] += RankMeasures.Ndcg(best, gains, Depth);
        var marked = Enumerable.Range(0, hits.Count).Where(i => similarities[i] >= 0).ToArray();
        sums[1] += RankMeasures.Spearman([.. marked.Select(i => scores[i])], [.. marked.Select(i => similarities[i])]);
    }

    private static double[] Mean(double[] sums, int count) => [.. sums.Select(sum => sum / count)];
}
