using Indexing.Contracts;
using Indexing.VectorStore;
using Microsoft.Extensions.Options;

namespace Indexing.Search;

/// <summary>
/// The read path: which pictures show this?
/// <list type="number">
/// <item>parse and check the question</item>
/// <item>plan: which channels answer it (exact, part, similar, concept)</item>
/// <item>search each channel: candidates from the store, scored by the posteriors kept with each word, joined to pictures</item>
/// <item>fuse the channels' lists</item>
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
    private readonly ResultPager _pager;

    /// <summary>Puts the read path together.</summary>
    public SearchService(
        IVectorStore store, QueryVectors vectors, WordScoring scoring, IOptions<SearchOptions> options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_store, _vectors, _options, _clock) = (store, vectors, options.Value, clock);
        _planner = new SearchPlanner(scoring, vectors);
        _searcher = new ExpressionSearcher(new TermSearcher(store, scoring));
        _pager = new ResultPager(store);
    }

    /// <summary>Answers a question; a request without a tenant is about <see cref="TenantAccess.Default"/>.</summary>
    /// <exception cref="InvalidQueryException">Nothing searchable remains of the query, or a member is out of range.</exception>
    /// <exception cref="VectorStoreException">The store failed.</exception>
    public async Task<SearchResponse> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var start = _clock.GetTimestamp();
        using var span = SearchTelemetry.Start("search");

        // 1. parse and check
        SearchRules.Check(request);
        var expression = QueryParser.Parse(request.Query);
        var cursor = SearchCursor.Of(request, _clock.GetUtcNow());

        // 2. plan
        var plan = _planner.Plan(request, expression);

        // 3. search each channel
        var pool = new CandidatePool(_store, _vectors, ScopeOf(request), _options.Candidates);
        var answers = await Task.WhenAll(plan.Select(
            channel => _searcher.FindAsync(channel.Channel, expression, channel.MinScore, pool, cancellationToken))).ConfigureAwait(false);

        // 4. fuse
        var ranking = RankFusion.Fuse(answers, request.Fusion);

        // 5. read a page
        var (page, hasMore) = await _pager.ReadAsync(ranking, request.Top, cursor, cancellationToken).ConfigureAwait(false);
        var tags = request.Facets ? await _pager.CountTagsAsync(ranking, cursor, cancellationToken).ConfigureAwait(false) : [];

        // 6. describe
        var elapsed = _clock.GetElapsedTime(start);
        SearchTelemetry.Answered(span, NameOf(request.Mode), page.Count, elapsed);
        return new SearchResponse
        {
            Query = expression.ToString(),
            Mode = request.Mode,
            Channels = [.. plan.Zip(answers, Describe)],
            Hits = [.. page.Select(hit => SearchHits.Describe(hit.Found, hit.Image, request.Explain))],
            MinScore = plan.Min(static channel => channel.MinScore),
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

    private static SearchedChannel Describe(PlannedChannel planned, ChannelAnswer answer) => new()
    {
        Channel = SearchChannelNames.Of(planned.Channel),
        MinScore = planned.MinScore,
        Found = answer.Images.Count,
        Reason = planned.Reason,
    };
}
