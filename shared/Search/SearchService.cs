using Indexing.Contracts;
using Indexing.VectorStore;
using Indexing.Vision.Sentences;
using Microsoft.Extensions.Options;

namespace Indexing.Search;

/// <summary>
/// The read path: which pictures show this?
/// <list type="number">
/// <item>parse and check the question</item>
/// <item>look for what pictures show, when it asks for that</item>
/// <item>plan: which channels look for what is written (exact, part, similar, concept)</item>
/// <item>search each channel: candidates from the store, scored by the posteriors kept with each word, joined to pictures</item>
/// <item>fuse the channels' lists; what is shown weighs by what was found to be written</item>
/// <item>read one page of the ranking, and the tags of all of it if they are wanted</item>
/// <item>describe the pictures</item>
/// </list>
/// Safe for concurrent use.
/// </summary>
public sealed class SearchService
{
    private readonly IVectorStore _store;
    private readonly QueryVectors _vectors;
    private readonly SearchOptions _options;
    private readonly TimeProvider _clock;
    private readonly SearchPlanner _planner;
    private readonly ExpressionSearcher _searcher;
    private readonly SceneQuestions _questions;
    private readonly SceneSearcher _scenes;
    private readonly ResultPager _pager;

    /// <summary>Puts the read path together.</summary>
    public SearchService(
        IVectorStore store, QueryVectors vectors, WordScoring scoring, SentenceModels models, IOptions<SearchOptions> options,
        TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_store, _vectors, _options, _clock) = (store, vectors, options.Value, clock);
        _planner = new SearchPlanner(scoring, vectors);
        _searcher = new ExpressionSearcher(new TermSearcher(store, scoring));
        _questions = new SceneQuestions(models);
        _scenes = new SceneSearcher(store, models);
        _pager = new ResultPager(store);
    }

    /// <summary>Answers a question; a request without a tenant is about <see cref="TenantAccess.Default"/>.</summary>
    /// <exception cref="InvalidQueryException">Nothing searchable remains of the query, or a member is out of range.</exception>
    /// <exception cref="SentencePackMissingException">The mode needs a sentence pack, or one with word vectors.</exception>
    /// <exception cref="VectorStoreException">The store failed.</exception>
    public async Task<SearchResponse> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var start = _clock.GetTimestamp();
        using var span = SearchTelemetry.Start("search");

        // 1. parse and check
        SearchRules.Check(request);
        var scene = _questions.Of(request);
        var words = scene is null ? QueryParser.Parse(request.Query) : scene.Words;
        var cursor = SearchCursor.Of(request, _clock.GetUtcNow());
        var scope = ScopeOf(request);

        // 2. look for what pictures show
        var nearest = scene is null ? [] : await _scenes.FindAsync(scene.Vector, scope, cancellationToken).ConfigureAwait(false);
        if (request.Mode == SearchMode.Auto && nearest.Count == 0)
            (scene, words) = (null, QueryParser.Parse(request.Query));

        // 3. plan what is written
        var plan = words is null ? [] : _planner.Plan(request, words);

        // 4. search each channel
        var pool = new CandidatePool(_store, _vectors, scope, _options.Candidates);
        var answers = await Task.WhenAll(plan.Select(channel => FindAsync(channel, words!, pool, cancellationToken))).ConfigureAwait(false);

        // 5. fuse
        if (scene is not null)
        {
            var shown = await _scenes.AnswerAsync(scene, nearest, request, answers, scope, cancellationToken).ConfigureAwait(false);
            answers = [.. answers, shown];
        }

        var ranking = RankFusion.Fuse(answers, request.Fusion);

        // 6. read a page
        var (page, hasMore) = await _pager.ReadAsync(ranking, request.Top, cursor, cancellationToken).ConfigureAwait(false);
        var tags = request.Facets ? await _pager.CountTagsAsync(ranking, cursor, cancellationToken).ConfigureAwait(false) : [];

        // 7. describe
        var elapsed = _clock.GetElapsedTime(start);
        SearchTelemetry.Answered(span, NameOf(request.Mode), page.Count, elapsed);
        return new SearchResponse
        {
            Query = scene?.ToString() ?? words!.ToString(),
            Mode = request.Mode,
            Channels = [.. answers.Select(Describe)],
            Hits = [.. page.Select(hit => SearchHits.Describe(hit.Found, hit.Image, request.Explain))],
            MinScore = answers.Min(static answer => answer.MinScore),
            Found = ranking.Count,
            NextCursor = hasMore ? cursor.ToString() : null,
            TagCounts = tags,
            TookMs = elapsed.TotalMilliseconds,
        };
    }

    private static string NameOf(SearchMode mode) => mode switch
    {
        SearchMode.Exact => "exact",
        SearchMode.Similar => "similar",
        SearchMode.Part => "part",
        SearchMode.Concept => "concept",
        SearchMode.Sentence => "sentence",
        SearchMode.Objects => "objects",
        _ => "auto",
    };

    private static SearchScope ScopeOf(SearchRequest request) => new(
        request.Tenant ?? TenantAccess.Default,
        new ImageFilter
        {
            Tags = request.Tags,
            Metadata = request.Metadata,
            UpdatedFrom = request.UpdatedFrom,
            UpdatedBefore = request.UpdatedBefore,
        });

    private async Task<ChannelAnswer> FindAsync(
        PlannedChannel planned, QueryExpression words, CandidatePool pool, CancellationToken cancellationToken)
    {
        var answer = await _searcher.FindAsync(planned.Channel, words, planned.MinScore, pool, cancellationToken).ConfigureAwait(false);
        return answer with { Reason = planned.Reason };
    }

    private static SearchedChannel Describe(ChannelAnswer answer) => new()
    {
        Channel = SearchChannelNames.Of(answer.Channel),
        MinScore = answer.MinScore,
        Found = answer.Images.Count(match => match.Score >= answer.MinScore),
        Reason = answer.Reason,
    };
}
