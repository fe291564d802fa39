using Indexing.Contracts;
using Indexing.Vision.Embedding;

namespace Indexing.Search;

/// <summary>Decides which channels answer a question, the leading one first.</summary>
internal sealed class SearchPlanner(WordScoring scoring, QueryVectors vectors)
{
    /// <summary>Shorter pieces stand in too many words by chance; digits are rarer.</summary>
    private const int ShortestPiece = 3;

    /// <summary>Of shorter words every fourth letter is another word.</summary>
    private const int ShortestSimilar = 4;

    /// <summary>The channels of a question.</summary>
    /// <exception cref="InvalidQueryException">The mode cannot answer this query.</exception>
    public IReadOnlyList<PlannedChannel> Plan(SearchRequest request, QueryExpression expression)
    {
        double MinScore(SearchChannel channel) => request.MinScore ?? scoring.ThresholdOf(channel);
        if (request.Mode != SearchMode.Auto)
        {
            var channel = ChannelOf(request.Mode);
            Check(channel, expression);
            return [new PlannedChannel(channel, MinScore(channel), Reason: null)];
        }

        var plan = new List<PlannedChannel> { new(SearchChannel.Exact, MinScore(SearchChannel.Exact), "the words as they are written") };
        var words = expression.Terms.SelectMany(static term => term.Words).ToList();
        if (words.TrueForAll(static word => word.Length >= ShortestPiece))
            plan.Add(new(SearchChannel.Part, MinScore(SearchChannel.Part), "inside longer words and codes"));
        if (words.TrueForAll(static word => word.Length >= ShortestSimilar))
            plan.Add(new(SearchChannel.Similar, MinScore(SearchChannel.Similar), "words spelt nearly so"));
        // The names of kinds only: the concepts of any noun would let a rare word that is nowhere answer with some other rare word.
        if (expression.SingleWord is { } single && vectors.IsConcept(single))
            plan.Add(new(SearchChannel.Concept, MinScore(SearchChannel.Concept), $"words for a kind of '{single}'"));
        return plan;
    }

    private void Check(SearchChannel channel, QueryExpression expression)
    {
        if (channel == SearchChannel.Concept && expression.Terms.FirstOrDefault(term => vectors.Concept(term.Text) is null) is { } unknown)
        {
            throw new InvalidQueryException(
                $"'{unknown.Text}' is neither a concept nor a noun of the dictionary. Ask for its letters with mode exact, or for a more "
                + "usual word.");
        }

        if (channel == SearchChannel.Part && expression.Terms.FirstOrDefault(static term => Grams.Of(term.Text).Length == 0) is { } piece)
            throw new InvalidQueryException($"'{piece.Text}' is too short: a part of a word needs two letters or digits side by side.");
    }

    private static SearchChannel ChannelOf(SearchMode mode) => mode switch
    {
        SearchMode.Exact => SearchChannel.Exact,
        SearchMode.Similar => SearchChannel.Similar,
        SearchMode.Part => SearchChannel.Part,
        SearchMode.Concept => SearchChannel.Concept,
        _ => throw new InvalidQueryException(
            $"mode {mode} is not known; allowed are auto, exact, similar, part, concept, sentence and objects."),
    };
}
