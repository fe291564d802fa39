using Indexing.Contracts;
using Indexing.VectorStore;
using Indexing.Vision.Embedding;

namespace Indexing.Search;

/// <summary>Lists what is written in the pictures. Safe for concurrent use.</summary>
public sealed class WordListing(IVectorStore store)
{
    /// <summary>The confident readings that begin so, most frequent first.</summary>
    /// <param name="tenant">Whose pictures.</param>
    /// <param name="prefix">Compared without case, accents and punctuation; empty: every reading.</param>
    /// <param name="limit">1..1000 readings.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="InvalidQueryException">
    /// Nothing that is matched remains of the prefix, or too much, or no tenant can be named so.
    /// </exception>
    /// <exception cref="VectorStoreException">The store failed.</exception>
    public async Task<WordList> ListAsync(string tenant, string prefix, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        SearchRules.CheckTenant(tenant);
        var normalized = Alphabet.Normalize(prefix);
        if (normalized.Length == 0 && prefix.AsSpan().Trim().Length > 0)
            throw new InvalidQueryException("prefix has no letter a-z and no digit; words are listed by these alone.");
        if (normalized.Length > Alphabet.MaxLength)
            throw new InvalidQueryException($"prefix has {normalized.Length} characters; at most {Alphabet.MaxLength} are allowed.");
        var readings = await store.ListReadingsAsync(tenant, normalized, limit, cancellationToken).ConfigureAwait(false);
        return new WordList
        {
            Words = [.. readings.Select(reading => new WordCount { Word = reading.Reading, Images = reading.Images })],
        };
    }
}
