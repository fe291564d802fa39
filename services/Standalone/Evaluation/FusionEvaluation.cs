using Indexing.Contracts;
using Indexing.Search;

namespace Indexing.Standalone.Evaluation;

/// <summary>Asks mode auto, and the words and the scenes alone, at the default thresholds.</summary>
internal sealed class FusionEvaluation(SearchService search)
{
    private const int AllImages = 1000;
    private const int Depth = 10;
    private static readonly string[] SceneChannels = ["sentence", "objects"];
    private static readonly FusionOptions WordsOnly = new() { Weights = SceneChannels.ToDictionary(static name => name, static _ => 0.0) };

    /// <summary>mAP of the word queries by the words alone and by mode auto, and the share that asked the scenes.</summary>
    public async Task<(double Words, double Fused, double AskedScenes)> AskWordsAsync(
        IReadOnlyList<EvaluationQuery> queries, int images, Action asked, CancellationToken cancellationToken)
    {
        var scores = new (double Words, double Fused, double AskedScenes)[queries.Count];
        await Parallel.ForAsync(0, queries.Count, Gallery.Cores(cancellationToken), async (i, token) =>
        {
            var request = new SearchRequest { Query = queries[i].Query, Tenant = Gallery.Tenant, Top = AllImages };
            var words = await search.SearchAsync(request with { Fusion = WordsOnly }, token);
            var fused = await search.SearchAsync(request, token);
            scores[i] = (PrecisionOf(words, queries[i], images), PrecisionOf(fused, queries[i], images), HasAskedScenes(fused));
            asked();
        });
        return (scores.Average(score => score.Words), scores.Average(score => score.Fused), scores.Average(score => score.AskedScenes));
    }

    /// <summary>R@10 of the sentences by the scenes alone and by mode auto, and the share that asked the scenes.</summary>
    public async Task<(double Sentences, double Fused, double AskedScenes)> AskSentencesAsync(
        IReadOnlyList<EvaluationQuery> sentences, Action asked, CancellationToken cancellationToken)
    {
        var scores = new (double Sentences, double Fused, double AskedScenes)[sentences.Count];
        await Parallel.ForAsync(0, sentences.Count, Gallery.Cores(cancellationToken), async (i, token) =>
        {
            var request = new SearchRequest { Query = sentences[i].Query, Tenant = Gallery.Tenant, Top = Depth };
            var alone = await search.SearchAsync(request with { Mode = SearchMode.Sentence }, token);
            var fused = await AskAsync(request, token);
            scores[i] = (
                RankOf(alone, sentences[i].Relevant[0]) <= Depth ? 1 : 0,
                RankOf(fused, sentences[i].Relevant[0]) <= Depth ? 1 : 0,
                fused is null ? 0 : HasAskedScenes(fused));
            asked();
        });
        return (scores.Average(score => score.Sentences), scores.Average(score => score.Fused), scores.Average(score => score.AskedScenes));
    }

    /// <summary>Where the picture of each mixed question stands, by the word, the sentence and both.</summary>
    public async Task<Dictionary<string, RecallScores>> AskMixedAsync(
        IReadOnlyList<ComposedPicture> questions, Action asked, CancellationToken cancellationToken)
    {
        var (word, sentence, both) = (new int[questions.Count], new int[questions.Count], new int[questions.Count]);
        await Parallel.ForAsync(0, questions.Count, Gallery.Cores(cancellationToken), async (i, token) =>
        {
            var (image, caption, text) = questions[i];
            var request = new SearchRequest { Query = $"\"{text}\"", Tenant = Gallery.Tenant, Top = AllImages };
            word[i] = RankOf(await search.SearchAsync(request with { Fusion = WordsOnly }, token), image);
            sentence[i] = RankOf(await search.SearchAsync(request with { Query = caption, Mode = SearchMode.Sentence }, token), image);
            both[i] = RankOf(await AskAsync(request with { Query = $"{caption} \"{text}\"" }, token), image);
            asked();
        });
        return new Dictionary<string, RecallScores>
        {
            ["word"] = RecallScores.Of(word),
            ["sentence"] = RecallScores.Of(sentence),
            ["both"] = RecallScores.Of(both),
        };
    }

    /// <summary>A sentence that mode auto takes for words may have too many of them: then it finds nothing.</summary>
    private async Task<SearchResponse?> AskAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await search.SearchAsync(request, cancellationToken);
        }
        catch (InvalidQueryException)
        {
            return null;
        }
    }

    private static double HasAskedScenes(SearchResponse response) =>
        response.Channels.Any(static channel => SceneChannels.Contains(channel.Channel)) ? 1 : 0;

    /// <summary>Average precision of the order shown; the images that are not shown share the last place.</summary>
    private static double PrecisionOf(SearchResponse response, EvaluationQuery query, int images)
    {
        var places = response.Hits.Index().ToDictionary(static hit => hit.Item.ImageId, static hit => hit.Index);
        var missed = query.Relevant.Where(image => !places.ContainsKey(image)).ToList();
        var (scores, relevant) = (new double[images], new bool[images]);
        for (var i = 0; i < images; i++)
            scores[i] = i < response.Hits.Count ? -i : double.NegativeInfinity;
        foreach (var image in query.Relevant.Except(missed))
            relevant[places[image]] = true;
        relevant.AsSpan(response.Hits.Count, missed.Count).Fill(true);
        return AveragePrecision.Compute(scores, relevant);
    }

    private static int RankOf(SearchResponse? response, string image)
    {
        var index = response?.Hits.Index().FirstOrDefault(hit => hit.Item.ImageId == image, (Index: AllImages, null!)).Index;
        return 1 + (index ?? AllImages);
    }
}
