using System.Text.Json;
using Indexing.Search;
using Indexing.VectorStore;
using Indexing.Vision.Embedding;
using Microsoft.Extensions.Options;

namespace Indexing.Standalone.Evaluation;

/// <summary>Writes the evidence of every candidate of every query of an indexed set, for the fit of the relevance weights.</summary>
internal sealed class EvidenceExport(IVectorStore store, QueryEncoder encoder, IOptions<SearchOptions> options)
{
    private const int RecordsPerCall = 500;

    /// <summary>Writes the lines and returns how many.</summary>
    public async Task<long> WriteAsync(EvaluationSet set, TextWriter output, CancellationToken cancellationToken)
    {
        var truth = new TruthIndex(set, await ReadRecordsAsync(set, cancellationToken));
        var lines = 0L;
        foreach (var query in set.Queries)
        {
            var search = new WordSearch { Tenant = Gallery.Tenant, Vector = encoder.Encode(query.Query), Limit = options.Value.Candidates };
            var candidates = await store.SearchWordsAsync(search, cancellationToken);
            var answers = query.Relevant.ToHashSet(StringComparer.Ordinal);
            var reranker = new PosteriorReranker(query.Query);
            foreach (var candidate in candidates)
            {
                var line = Describe(query.Query, candidate, reranker, truth.TextAt(candidate.Word), answers);
                await output.WriteLineAsync(JsonSerializer.Serialize(line, JsonSerializerOptions.Web));
                lines++;
            }
        }

        return lines;
    }

    private static EvidenceLine Describe(
        string query, WordHit candidate, PosteriorReranker reranker, string? text, HashSet<string> answers)
    {
        var features = new float[WordEvidence.FeatureNames.Count];
        new WordEvidence(candidate, reranker.Score(candidate.Word.Posteriors.Span), reranker.Length).CopyTo(features);
        var image = candidate.Word.Image.ImageId;
        var similarity = text is null ? 0 : EditSimilarity.Compute(query, text);
        return new EvidenceLine(query, image, features, similarity, answers.Contains(image));
    }

    private async Task<Dictionary<string, ImageRecord>> ReadRecordsAsync(EvaluationSet set, CancellationToken cancellationToken)
    {
        var records = new Dictionary<string, ImageRecord>(StringComparer.Ordinal);
        foreach (var part in set.Images.Chunk(RecordsPerCall))
        {
            var keys = part.Select(image => new ImageKey(Gallery.Tenant, image.Image)).ToList();
            foreach (var record in await store.GetImagesAsync(keys, cancellationToken))
                records.Add(record.Key.ImageId, record);
        }

        return records;
    }
}
