using System.Text.Json;
using Indexing.Search;
using Indexing.Standalone.Evaluation;
using Indexing.Standalone.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Commands;

/// <summary>What <c>eval retrieval</c> and <c>eval words</c> have in common: index the set, ask every query, rank.</summary>
internal static class RetrievalRun
{
    private const int QueriesPerBlock = 64;

    public static async Task<(RetrievalReport Report, string[][] Readings)> RunAsync(
        IServiceProvider services, EvaluationSet set, TextWriter? rankings, CancellationToken cancellationToken)
    {
        var gallery = services.GetRequiredService<Gallery>();
        var indexed = await ProgressDisplay.RunAsync(
            "indexing", "images", set.Images.Count, advance => gallery.IndexAsync(set, advance, cancellationToken));
        EvaluationView.WriteRejected(indexed);

        var readings = await gallery.ReadAsync(set, cancellationToken);
        var measured = await ProgressDisplay.RunAsync(
            "searching", "queries", set.Queries.Count,
            advance => MeasureAsync(services, set, readings, rankings, advance, cancellationToken));
        var report = new RetrievalReport
        {
            Map = measured.Map,
            MapEmbeddingOnly = measured.MapEmbeddingOnly,
            MapTranscription = measured.MapTranscription,
            Threshold = measured.Default.Threshold,
            PrecisionAtThreshold = measured.Default.Precision,
            RecallAtThreshold = measured.Default.Recall,
            FalsePositiveRate = measured.Default.FalsePositiveRate,
            Images = set.Images.Count,
            Queries = measured.Queries,
            ImagesPerSecond = indexed.ImagesPerSecond,
        };
        return (report, readings);
    }

    private static async Task<RetrievalEvaluation> MeasureAsync(
        IServiceProvider services, EvaluationSet set, string[][] readings, TextWriter? rankings, Action advance,
        CancellationToken cancellationToken)
    {
        var scorer = services.GetRequiredService<QueryScorer>();
        var positions = set.Images.Index().ToDictionary(image => image.Item.Image, image => image.Index, StringComparer.Ordinal);
        var evaluation = new RetrievalEvaluation(set.Images, services.GetRequiredService<WordScoring>().ThresholdOf(SearchChannel.Exact));
        // A block at a time: side by side within it, in the set's order from block to block.
        foreach (var block in set.Queries.Chunk(QueriesPerBlock))
        {
            var scores = new RankingScores[block.Length];
            await Parallel.ForAsync(0, block.Length, Gallery.Cores(cancellationToken), async (i, token) =>
            {
                scores[i] = await scorer.ScoreAsync(block[i].Query, positions, readings, token);
                advance();
            });
            foreach (var (i, query) in block.Index())
            {
                var ranking = evaluation.Add(query, scores[i]);
                if (rankings is not null)
                    await rankings.WriteLineAsync(JsonSerializer.Serialize(ranking, JsonSerializerOptions.Web));
            }
        }

        return evaluation;
    }
}
