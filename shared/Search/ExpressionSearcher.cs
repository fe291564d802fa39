using Indexing.VectorStore;

namespace Indexing.Search;

/// <summary>Which pictures answer a whole query in one channel. Safe for concurrent use.</summary>
internal sealed class ExpressionSearcher(TermSearcher terms)
{
    /// <summary>The pictures, best first.</summary>
    /// <exception cref="VectorStoreException">The store failed.</exception>
    public async Task<ChannelAnswer> FindAsync(
        SearchChannel channel, QueryExpression expression, double minScore, CandidatePool pool, CancellationToken cancellationToken)
    {
        var found = new Dictionary<ImageKey, MatchedImage>();
        foreach (var alternative in expression.Alternatives)
            foreach (var match in await FindAllAsync(channel, alternative, minScore, pool, cancellationToken).ConfigureAwait(false))
                if (!found.TryGetValue(match.Image, out var known) || match.Score > known.Score)
                    found[match.Image] = match;
        var ranked = found.Values.OrderByDescending(static match => match.Score)
            .ThenBy(static match => match.Image.ImageId, StringComparer.Ordinal);
        return new ChannelAnswer(channel, minScore, [.. ranked]);
    }

    /// <summary>Pictures that answer every term.</summary>
    private async Task<IEnumerable<MatchedImage>> FindAllAsync(
        SearchChannel channel, IReadOnlyList<QueryTerm> all, double minScore, CandidatePool pool, CancellationToken cancellationToken)
    {
        var answers = new List<Dictionary<ImageKey, MatchedImage>>();
        foreach (var term in all)
            answers.Add(await terms.FindAsync(channel, term, minScore, pool, cancellationToken).ConfigureAwait(false));
        if (all.Count == 1)
            return answers[0].Values;
        await CompleteAsync(channel, all, answers, minScore, pool, cancellationToken).ConfigureAwait(false);
        var together = answers[0].Keys.Where(image => answers.TrueForAll(answer => answer.ContainsKey(image)))
            .Select(image => Join(image, answers));
        // Neighbours may have been found as one region.
        var merged = new QueryTerm([string.Join(' ', all.Select(static term => term.Text))]);
        return merged.Text.Length > Vision.Embedding.Alphabet.MaxLength
            ? together
            : together.Concat((await terms.FindAsync(channel, merged, minScore, pool, cancellationToken).ConfigureAwait(false)).Values);
    }

    /// <summary>
    /// A word that is written in very many pictures has more candidates than the store was asked for: it is looked for again in the
    /// pictures that answer another term.
    /// </summary>
    private async Task CompleteAsync(
        SearchChannel channel, IReadOnlyList<QueryTerm> all, List<Dictionary<ImageKey, MatchedImage>> answers, double minScore,
        CandidatePool pool, CancellationToken cancellationToken)
    {
        for (var i = 0; i < all.Count; i++)
        {
            if (!await TermSearcher.MayMissAsync(channel, all[i], pool, cancellationToken).ConfigureAwait(false))
                continue;
            var rarest = answers.Where((_, other) => other != i).MinBy(static answer => answer.Count)!;
            var others = rarest.Keys.Except(answers[i].Keys).ToList();
            if (others.Count == 0)
                continue;
            var more = await terms.FindAsync(channel, all[i], minScore, pool.Within(others), cancellationToken).ConfigureAwait(false);
            foreach (var (image, match) in more)
                answers[i].TryAdd(image, match);
        }
    }

    private static MatchedImage Join(ImageKey image, List<Dictionary<ImageKey, MatchedImage>> answers)
    {
        var parts = answers.ConvertAll(answer => answer[image]);
        return new MatchedImage(image, parts.Min(static part => part.Score), [.. parts.SelectMany(static part => part.Words)]);
    }
}
