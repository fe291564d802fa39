using Indexing.Contracts;
using Indexing.VectorStore;
using Indexing.Vision.Embedding;
using Microsoft.Extensions.Options;

namespace Indexing.Search;

/// <summary>
/// The read path for a question by picture:
/// <list type="number">
/// <item>read: the words of the picture, as vectors of look and meaning</item>
/// <item>search: the nearest word images of each, in both spaces</item>
/// <item>join: pictures by how many of the words they show, and how well</item>
/// <item>fuse look and meaning, read one page and describe it, as for a question in words</item>
/// </list>
/// No word is transcribed on the way. Safe for concurrent use.
/// </summary>
public sealed class PictureSearch(
    IVectorStore store, PictureReader reader, WordScoring scoring, WordSimilarity similarity, IOptions<SearchOptions> options,
    TimeProvider clock)
{
    private static readonly SearchChannel[] Channels = [SearchChannel.Look, SearchChannel.Meaning];
    private readonly ResultPager _pager = new(store);

    /// <summary>Answers a question.</summary>
    /// <exception cref="InvalidQueryException">
    /// The bytes are no picture that can be read, no text was found, or a member is out of range.
    /// </exception>
    /// <exception cref="VectorStoreException">The store failed.</exception>
    public async Task<SearchResponse> SearchAsync(PictureQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var start = clock.GetTimestamp();
        using var span = SearchTelemetry.Start("search");
        var request = new SearchRequest { Query = "", Tenant = query.Tenant, Top = query.Top, MinScore = query.MinScore };
        SearchRules.Check(request);

        // 1. read
        var asked = await reader.ReadAsync(query.Content, cancellationToken).ConfigureAwait(false);
        if (asked.Count == 0)
            throw new InvalidQueryException("No text was found in the picture; it is searched by the words in it.");

        // 2. and 3. search and join
        var answers = new List<ChannelAnswer>();
        foreach (var channel in Channels)
            answers.Add(await FindAsync(channel, asked, query, cancellationToken).ConfigureAwait(false));

        // 4. fuse, read a page, describe
        var ranking = RankFusion.Fuse(answers, request.Fusion);
        var (page, _) = await _pager.ReadAsync(ranking, query.Top, SearchCursor.Of(request, clock.GetUtcNow()), cancellationToken)
            .ConfigureAwait(false);
        var elapsed = clock.GetElapsedTime(start);
        SearchTelemetry.Answered(span, "picture", page.Count, elapsed);
        return new SearchResponse
        {
            Query = string.Join(' ', asked.Select(static word => word.Text).Where(static text => text.Length > 0).Distinct()),
            Mode = SearchMode.Auto,
            Channels = [.. answers.Select(Describe)],
            Hits = [.. page.Select(static hit => SearchHits.Describe(hit.Found, hit.Image, explain: false))],
            MinScore = answers.Min(static answer => answer.MinScore),
            Found = ranking.Count,
            TookMs = elapsed.TotalMilliseconds,
        };
    }

    private async Task<ChannelAnswer> FindAsync(
        SearchChannel channel, IReadOnlyList<AskedWord> asked, PictureQuery query, CancellationToken cancellationToken)
    {
        var minScore = query.MinScore ?? scoring.ThresholdOf(channel);
        var byImage = new Dictionary<ImageKey, List<MatchedWord>>();
        foreach (var word in asked)
            foreach (var match in await FindAsync(channel, word, query.Tenant, minScore, cancellationToken).ConfigureAwait(false))
                Add(byImage, match);
        var images = byImage.Select(image => Join(image.Key, image.Value, asked.Count))
            .OrderByDescending(static image => image.Score).ThenBy(static image => image.Image.ImageId, StringComparer.Ordinal);
        return new ChannelAnswer(channel, minScore, [.. images]);
    }

    /// <summary>The best instance of each picture.</summary>
    private async Task<IEnumerable<MatchedWord>> FindAsync(
        SearchChannel channel, AskedWord word, string tenant, double minScore, CancellationToken cancellationToken)
    {
        var vector = channel == SearchChannel.Look ? word.Look : word.Meaning;
        if (vector.Length == 0)
            return [];
        var search = new WordSearch
        {
            Tenant = tenant,
            Space = channel == SearchChannel.Look ? WordSpace.Lexical : WordSpace.Concept,
            Vector = vector,
            Limit = options.Value.Candidates,
        };
        var hits = await store.SearchWordsAsync(search, cancellationToken).ConfigureAwait(false);
        return hits.Select(hit => new MatchedWord(hit.Word, Alphabet.Normalize(word.Text), channel, ScoreOf(channel, hit)))
            .Where(match => match.Score >= minScore)
            .GroupBy(static match => match.Word.Image)
            .Select(static image => image.MaxBy(static match => match.Score));
    }

    /// <summary>A region that is no word looks like anything; its meaning was decided when it was indexed.</summary>
    private double ScoreOf(SearchChannel channel, WordHit hit)
    {
        var cosine = Math.Clamp(hit.Similarity, 0, 1);
        return channel == SearchChannel.Look ? cosine * similarity.WordProbability(hit.Word.DetectionScore) : cosine;
    }

    private static void Add(Dictionary<ImageKey, List<MatchedWord>> byImage, MatchedWord match)
    {
        if (!byImage.TryGetValue(match.Word.Image, out var words))
            byImage.Add(match.Word.Image, words = []);
        words.Add(match);
    }

    /// <summary>
    /// A picture that shows several of the words comes before one that shows one: the best score, raised towards 1 by the share of the
    /// words that it shows.
    /// </summary>
    private static MatchedImage Join(ImageKey image, List<MatchedWord> words, int asked)
    {
        var best = words.OrderByDescending(static match => match.Score).DistinctBy(static match => match.Word.RegionIndex).ToList();
        var others = best.Skip(1).Sum(static match => match.Score) / asked;
        return new MatchedImage(image, best[0].Score + ((1 - best[0].Score) * Math.Min(1, others)), best);
    }

    private static SearchedChannel Describe(ChannelAnswer answer) => new()
    {
        Channel = SearchChannelNames.Of(answer.Channel),
        MinScore = answer.MinScore,
        Found = answer.Images.Count,
        Reason = answer.Channel == SearchChannel.Look ? "words that look like those in the picture" : "words that mean something alike",
    };
}
