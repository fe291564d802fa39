using Indexing.VectorStore;
using Indexing.Vision.Embedding;

namespace Indexing.Search;

/// <summary>Which words answer one term in one channel. Safe for concurrent use.</summary>
internal sealed class TermSearcher(IVectorStore store, WordScoring scoring)
{
    /// <summary>
    /// The instances that answer the term with at least <paramref name="minScore"/>, of each picture the best one; of a phrase one for
    /// each of its words.
    /// </summary>
    /// <exception cref="VectorStoreException">The store failed.</exception>
    public async Task<Dictionary<ImageKey, MatchedImage>> FindAsync(
        SearchChannel channel, QueryTerm term, double minScore, CandidatePool pool, CancellationToken cancellationToken)
    {
        // The words of a phrase may lie in one region, as long as a region can be asked for so much.
        var found = term.Text.Length <= Alphabet.MaxLength
            ? Best(await ScoreAsync(channel, term.Text, minScore, pool, cancellationToken).ConfigureAwait(false))
            : [];
        if (!term.IsPhrase)
            return found;
        foreach (var phrase in await FindPhraseAsync(channel, term, minScore, pool, cancellationToken).ConfigureAwait(false))
            if (!found.TryGetValue(phrase.Image, out var known) || phrase.Score > known.Score)
                found[phrase.Image] = phrase;
        return found;
    }

    /// <summary>Whether the store may know more candidates of the term than it was asked for.</summary>
    public static async Task<bool> MayMissAsync(
        SearchChannel channel, QueryTerm term, CandidatePool pool, CancellationToken cancellationToken)
    {
        foreach (var word in term.Words)
            if ((await pool.FindAsync(channel, word, cancellationToken).ConfigureAwait(false)).Count >= pool.Limit)
                return true;
        return false;
    }

    private async Task<List<MatchedWord>> ScoreAsync(
        SearchChannel channel, string word, double minScore, CandidatePool pool, CancellationToken cancellationToken)
    {
        var candidates = await pool.FindAsync(channel, word, cancellationToken).ConfigureAwait(false);
        using var span = SearchTelemetry.Start("rerank");
        var scorer = scoring.Of(channel, word);
        var matches = new List<MatchedWord>();
        foreach (var candidate in candidates)
        {
            var score = scorer.Score(candidate);
            if (score >= minScore)
                matches.Add(new MatchedWord(candidate.Word, word, channel, score));
        }

        return matches;
    }

    private static Dictionary<ImageKey, MatchedImage> Best(List<MatchedWord> matches)
    {
        var best = new Dictionary<ImageKey, MatchedImage>();
        foreach (var match in matches)
            if (!best.TryGetValue(match.Word.Image, out var known) || match.Score > known.Score)
                best[match.Word.Image] = new MatchedImage(match.Word.Image, match.Score, [match]);
        return best;
    }

    private async Task<IEnumerable<MatchedImage>> FindPhraseAsync(
        SearchChannel channel, QueryTerm term, double minScore, CandidatePool pool, CancellationToken cancellationToken)
    {
        var byWord = new List<ILookup<ImageKey, MatchedWord>>();
        foreach (var word in term.Words)
            byWord.Add(await LookUpAsync(word, pool).ConfigureAwait(false));
        // A word of very many pictures has more candidates than were asked for: look again where the rarest word is.
        var rarest = byWord.MinBy(static word => word.Count)!;
        foreach (var (i, word) in term.Words.Index())
            if (byWord[i] != rarest && await MayMissAsync(channel, new QueryTerm([word]), pool, cancellationToken).ConfigureAwait(false))
                byWord[i] = await LookUpAsync(word, pool.Within(rarest.Select(static image => image.Key))).ConfigureAwait(false);

        var images = byWord[0].Select(static image => image.Key).Where(image => byWord.TrueForAll(words => words.Contains(image))).ToList();
        var records = await store.GetImagesAsync(images, cancellationToken).ConfigureAwait(false);
        return records.Select(record => PhraseChain.Find(record, [.. byWord.Select(words => words[record.Key].ToList())]))
            .OfType<MatchedImage>();

        async Task<ILookup<ImageKey, MatchedWord>> LookUpAsync(string word, CandidatePool from) =>
            (await ScoreAsync(channel, word, minScore, from, cancellationToken).ConfigureAwait(false))
            .ToLookup(static match => match.Word.Image);
    }
}
