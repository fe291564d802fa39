using Indexing.Contracts;
using Indexing.VectorStore;
using Indexing.Vision.Sentences;

namespace Indexing.Search;

/// <summary>Which pictures show what a question describes. Safe for concurrent use.</summary>
internal sealed class SceneSearcher(IVectorStore store, SentenceModels models)
{
    /// <summary>The most that a store returns.</summary>
    private const int MostImages = 1000;

    /// <summary>
    /// Least relevance in mode auto, which answers questions that may mean something else: five times that of any picture. Of the
    /// pictures that Flickr8k's captions (dev) find among the first ten it keeps 99.8 %, and a caption shows 4 % of all pictures instead
    /// of 38 % (tests/Evaluation/results/gallery.md).
    /// </summary>
    private const double AutoThreshold = 0.05;

    /// <summary>The most that a question may give a channel: the order of words alone hardly counts beside it.</summary>
    private const double DecidingWeight = 10;

    /// <summary>The nearest scenes, whatever their relevance; none when no picture of the scope has a scene.</summary>
    /// <exception cref="VectorStoreException">The store failed.</exception>
    public async Task<IReadOnlyList<SceneHit>> FindAsync(float[] vector, SearchScope scope, CancellationToken cancellationToken)
    {
        using var span = SearchTelemetry.Start("scenes");
        var search = new SceneSearch { Tenant = scope.Tenant, Vector = vector, Limit = MostImages, Filter = scope.Filter };
        return await store.SearchScenesAsync(search, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the channel answers.</summary>
    /// <param name="question">What is to be shown.</param>
    /// <param name="nearest">What <see cref="FindAsync"/> returned.</param>
    /// <param name="request">The question.</param>
    /// <param name="words">What the words have found.</param>
    /// <param name="scope">The pictures that the question is about.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <exception cref="VectorStoreException">The store failed.</exception>
    public async Task<ChannelAnswer> AnswerAsync(
        SceneQuestion question, IReadOnlyList<SceneHit> nearest, SearchRequest request, IReadOnlyList<ChannelAnswer> words,
        SearchScope scope, CancellationToken cancellationToken)
    {
        var threshold = models.Calibration.Threshold;
        var minScore = request.MinScore ?? (request.Mode == SearchMode.Auto ? Math.Max(threshold, AutoThreshold) : threshold);
        var answer = new ChannelAnswer(question.Channel, minScore, [.. nearest.Select(Describe).Where(match => match.Score >= minScore)]);
        if (request.Mode != SearchMode.Auto)
            return answer;
        answer = answer with { Reason = "what the pictures show" };
        var written = words.SelectMany(static found => found.Images).GroupBy(static match => match.Image)
            .ToDictionary(static image => image.Key, static image => image.Max(static match => match.Score));
        if (written.Count == 0)
            return answer;
        return question.IsQuoted
            ? await PutFirstAsync(answer, question, written, scope, cancellationToken).ConfigureAwait(false)
            : Weigh(answer, words, question.Words!);
    }

    /// <summary>
    /// The pictures with the quoted words first, by how probable both the words and the scene are. They are asked for on their own, however
    /// many other pictures are nearer to the sentence.
    /// </summary>
    private async Task<ChannelAnswer> PutFirstAsync(
        ChannelAnswer answer, SceneQuestion question, Dictionary<ImageKey, double> written, SearchScope scope,
        CancellationToken cancellationToken)
    {
        var both = await FindAsync(question.Vector, scope.Within(written.Keys), cancellationToken).ConfigureAwait(false);
        var first = both.Select(Describe).OrderByDescending(match => match.Score * written[match.Image])
            .ThenBy(static match => match.Image.ImageId, StringComparer.Ordinal);
        return answer with
        {
            Images = [.. first, .. answer.Images.Where(match => !written.ContainsKey(match.Image))],
            Weight = DecidingWeight,
            Reason = "what the pictures show, those with the quoted words first",
        };
    }

    private static ChannelAnswer Weigh(ChannelAnswer answer, IReadOnlyList<ChannelAnswer> words, QueryExpression expression)
    {
        var evidence = LiteralEvidence.Of(words, expression);
        return LiteralEvidence.IsText(evidence, expression)
            ? answer with { Images = [], Reason = "left out, the words are written together" }
            : answer with { Weight = 1 - evidence };
    }

    private MatchedImage Describe(SceneHit hit) => new(hit.Image, models.Calibration.Of(hit.Similarity), []);
}
