using Indexing.VectorStore;
using Indexing.Vision.Embedding;
using Indexing.Vision.Sentences;

namespace Indexing.Search.Localisation;

/// <summary>Where words are written in one picture; scored as a search scores them. Safe for concurrent use.</summary>
internal sealed class TextPlaces(QueryVectors vectors, WordScoring scoring)
{
    /// <summary>The places, best first; none: the words are not written there.</summary>
    /// <param name="asked">Normalised words, which must follow each other; not empty.</param>
    /// <param name="picture">The words of the picture.</param>
    /// <param name="nearly">Whether words that are nearly spelled so answer where none is spelled so exactly.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    /// <exception cref="VectorStoreException">The store failed.</exception>
    public async Task<IReadOnlyList<(SceneBox Box, double Score)>> FindAsync(
        IReadOnlyList<string> asked, PictureWords picture, bool nearly, CancellationToken cancellationToken)
    {
        var exact = await FindAsync(SearchChannel.Exact, asked, picture, cancellationToken).ConfigureAwait(false);
        return exact.Count > 0 || !nearly
            ? exact
            : await FindAsync(SearchChannel.Similar, asked, picture, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<(SceneBox Box, double Score)>> FindAsync(
        SearchChannel channel, IReadOnlyList<string> asked, PictureWords picture, CancellationToken cancellationToken)
    {
        var places = new List<(SceneBox Box, double Score)>();
        // Neighbours may have been found as one region.
        var together = string.Join(' ', asked);
        if (together.Length <= Alphabet.MaxLength)
            foreach (var match in await MatchAsync(channel, together, picture, cancellationToken).ConfigureAwait(false))
                places.Add((BoxGeometry.Around(match.Word.Quad), match.Score));
        if (asked.Count > 1 && await ChainAsync(channel, asked, picture, cancellationToken).ConfigureAwait(false) is { } chain)
            places.Add((chain.Words.Select(static word => BoxGeometry.Around(word.Word.Quad)).Aggregate(BoxGeometry.Around), chain.Score));
        return [.. places.OrderByDescending(static place => place.Score)];
    }

    private async Task<MatchedImage?> ChainAsync(
        SearchChannel channel, IReadOnlyList<string> asked, PictureWords picture, CancellationToken cancellationToken)
    {
        var byWord = new List<List<MatchedWord>>();
        foreach (var word in asked)
            byWord.Add(await MatchAsync(channel, word, picture, cancellationToken).ConfigureAwait(false));
        return byWord.TrueForAll(static words => words.Count > 0)
            ? PhraseChain.Find(picture.Image, picture.Width, picture.Height, byWord)
            : null;
    }

    private async Task<List<MatchedWord>> MatchAsync(
        SearchChannel channel, string word, PictureWords picture, CancellationToken cancellationToken)
    {
        var hits = await picture.NearestAsync(vectors.Spelling(word), cancellationToken).ConfigureAwait(false);
        var scorer = scoring.Of(channel, word);
        var least = scoring.ThresholdOf(channel);
        var matches = new List<MatchedWord>();
        foreach (var hit in hits)
        {
            var score = scorer.Score(hit);
            if (score >= least)
                matches.Add(new MatchedWord(hit.Word, word, channel, score));
        }

        return matches;
    }
}
