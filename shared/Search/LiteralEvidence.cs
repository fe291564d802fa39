namespace Indexing.Search;

/// <summary>How sure it is that a question means words that are written in pictures: that they were found there.</summary>
internal static class LiteralEvidence
{
    /// <summary>From here on several words that were found together are the text that was meant.</summary>
    private const double Sure = 0.9;

    /// <summary>
    /// 1 - (1 - s)^n: s is the best score of a picture that has all the words, as they are or inside of others, n their number, because
    /// words that are found together vouch for each other. 0..1.
    /// </summary>
    public static double Of(IEnumerable<ChannelAnswer> answers, QueryExpression words)
    {
        var best = answers.Where(static answer => answer.Channel is SearchChannel.Exact or SearchChannel.Part && answer.Images.Count > 0)
            .Select(static answer => answer.Images[0].Score).DefaultIfEmpty(0).Max();
        return 1 - Math.Pow(1 - best, CountOf(words));
    }

    /// <summary>Whether the question is a text that was found, so that what pictures show does not matter.</summary>
    public static bool IsText(double evidence, QueryExpression words) => CountOf(words) > 1 && evidence >= Sure;

    private static int CountOf(QueryExpression words) => words.Terms.Sum(static term => term.Words.Count);
}
