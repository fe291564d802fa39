using System.Collections.Concurrent;
using Indexing.VectorStore;
using Indexing.Vision.Embedding;

namespace Indexing.Search;

/// <summary>
/// The candidates of one question: what the store proposes for each of its words. Two channels that need the same ask once. Safe for
/// concurrent use.
/// </summary>
internal sealed class CandidatePool(IVectorStore store, QueryVectors vectors, SearchScope scope, int limit)
{
    private readonly ConcurrentDictionary<(SearchChannel Source, string Word), Lazy<Task<IReadOnlyList<WordHit>>>> _asked = new();

    /// <summary>Most candidates of a word; as many returned mean that there may be more.</summary>
    public int Limit => limit;

    /// <summary>The same pool over some of the pictures only.</summary>
    public CandidatePool Within(IEnumerable<ImageKey> images) => new(store, vectors, scope.Within(images), limit);

    /// <summary>
    /// The candidates of a word in a channel; none when the channel cannot propose any (a piece of one letter, a word without a concept).
    /// </summary>
    /// <exception cref="VectorStoreException">The store failed.</exception>
    public Task<IReadOnlyList<WordHit>> FindAsync(SearchChannel channel, string word, CancellationToken cancellationToken)
    {
        var source = channel == SearchChannel.Similar ? SearchChannel.Exact : channel;
        return _asked.GetOrAdd((source, word), key => new(() => AskAsync(key.Source, key.Word, cancellationToken))).Value;
    }

    private async Task<IReadOnlyList<WordHit>> AskAsync(SearchChannel source, string word, CancellationToken cancellationToken)
    {
        using var span = SearchTelemetry.Start("nearest");
        return source switch
        {
            SearchChannel.Part => await WithPieceAsync(word, cancellationToken).ConfigureAwait(false),
            SearchChannel.Concept when vectors.Concept(word) is { } meaning =>
                await NearestAsync(WordSpace.Concept, meaning, cancellationToken).ConfigureAwait(false),
            SearchChannel.Concept => [],
            _ => await NearestAsync(WordSpace.Lexical, vectors.Spelling(word), cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<IReadOnlyList<WordHit>> WithPieceAsync(string word, CancellationToken cancellationToken)
    {
        if (Grams.Of(word) is not { Length: > 0 } grams)
            return [];
        var search = new GramSearch { Tenant = scope.Tenant, Grams = grams, Limit = limit, Filter = scope.Filter };
        return await store.SearchGramsAsync(search, cancellationToken).ConfigureAwait(false);
    }

    private Task<IReadOnlyList<WordHit>> NearestAsync(WordSpace space, float[] vector, CancellationToken cancellationToken)
    {
        var search = new WordSearch { Tenant = scope.Tenant, Space = space, Vector = vector, Limit = limit, Filter = scope.Filter };
        return store.SearchWordsAsync(search, cancellationToken);
    }
}
