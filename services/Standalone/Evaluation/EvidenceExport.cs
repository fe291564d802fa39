using System.Text.Json;
using Indexing.Search;
using Indexing.VectorStore;
using Indexing.Vision.Embedding;
using Microsoft.Extensions.Options;

namespace Indexing.Standalone.Evaluation;

/// <summary>
/// Writes the evidence of every candidate of every query of an indexed set, for the fit of the weights. For similar words also that of
/// every marked word, however far, for their rank is measured down to the last.
/// </summary>
internal sealed class EvidenceExport(IVectorStore store, QueryEncoder encoder, IOptions<SearchOptions> options)
{
    private const int AllWords = 10_000;

    /// <summary>Writes the lines and returns how many.</summary>
    /// <param name="set">The set, indexed, with the queries to ask.</param>
    /// <param name="channel">Whose evidence: <see cref="SearchChannel.Exact"/> or <see cref="SearchChannel.Similar"/>.</param>
    /// <param name="output">Receives the lines.</param>
    /// <param name="cancellationToken">Ends the export.</param>
    public async Task<long> WriteAsync(EvaluationSet set, SearchChannel channel, TextWriter output, CancellationToken cancellationToken)
    {
        var truth = await TruthIndex.CreateAsync(set, store, cancellationToken);
        var lines = 0L;
        foreach (var query in set.Queries)
        {
            var limit = channel == SearchChannel.Exact ? options.Value.Candidates : AllWords;
            var search = new WordSearch { Tenant = Gallery.Tenant, Vector = encoder.Encode(query.Query), Limit = limit };
            var candidates = await store.SearchWordsAsync(search, cancellationToken);
            if (candidates.Count == AllWords)
                throw new UsageException($"The set has {AllWords} words or more, so some would be left out: use --limit or --holdout.");
            var answers = query.Relevant.ToHashSet(StringComparer.Ordinal);
            Func<WordHit, float[]> evidence = channel == SearchChannel.Exact ? Relevance(query.Query) : Similarity(query.Query);
            foreach (var (rank, candidate) in candidates.Index())
            {
                var text = truth.TextAt(candidate.Word);
                if (text is null && rank >= options.Value.Candidates)
                    continue;
                double? similarity = text is null ? null : EditSimilarity.Compute(query.Query, text);
                var image = candidate.Word.Image.ImageId;
                var line = new EvidenceLine(query.Query, image, evidence(candidate), similarity, answers.Contains(image));
                await output.WriteLineAsync(JsonSerializer.Serialize(line, JsonSerializerOptions.Web));
                lines++;
            }
        }

        return lines;
    }

    private static Func<WordHit, float[]> Relevance(string query)
    {
        var reranker = new PosteriorReranker(query);
        return candidate =>
        {
            var features = new float[WordEvidence.FeatureNames.Count];
            new WordEvidence(candidate, reranker.Score(candidate.Word.Posteriors.Span), query).CopyTo(features);
            return features;
        };
    }

    private static Func<WordHit, float[]> Similarity(string query)
    {
        var decoder = new ReadingDecoder();
        var readings = new List<Reading>();
        return candidate =>
        {
            decoder.Decode(candidate.Word.Posteriors.Span, readings);
            var features = new float[SimilarityEvidence.FeatureNames.Count];
            new SimilarityEvidence(candidate, readings, query).CopyTo(features);
            return features;
        };
    }
}
