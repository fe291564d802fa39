using Indexing.Contracts;
using Indexing.Vision.Embedding;

namespace Indexing.Search;

/// <summary>What a question must look like.</summary>
internal static class SearchRules
{
    private const int MaxTop = 1000;
    private const int MaxTenant = 128;
    private const int MaxImageId = 1024;

    /// <summary>The query as it is matched: 1..64 characters 0-9, a-z and spaces.</summary>
    /// <exception cref="InvalidQueryException">Nothing searchable remains of the query, or another member is out of range.</exception>
    public static string Normalize(SearchRequest request)
    {
        if (request.Top is < 1 or > MaxTop)
            throw new InvalidQueryException($"top is {request.Top}; allowed are 1..{MaxTop}.");
        if (request.MinScore is < 0 or > 1 or double.NaN)
            throw new InvalidQueryException($"minScore is {request.MinScore}; allowed are 0..1.");
        if (!IsText(request.Tenant, MaxTenant))
            throw new InvalidQueryException($"tenant has {request.Tenant.Length} characters; allowed are 1..{MaxTenant} without NUL.");
        if (request.Tags.Any(string.IsNullOrEmpty))
            throw new InvalidQueryException("tags holds an empty text; no picture has such a tag.");
        var query = Alphabet.Normalize(request.Query);
        if (query.Length == 0)
        {
            throw new InvalidQueryException(
                $"The query '{request.Query}' has no letter a-z and no digit; words are matched by these alone.");
        }

        return query.Length <= Alphabet.MaxLength
            ? query
            : throw new InvalidQueryException($"The query has {query.Length} characters; at most {Alphabet.MaxLength} are allowed.");
    }

    /// <summary>Whether a picture can have this owner and this id; a store refuses to be asked for others.</summary>
    public static bool IsKey(string tenant, string imageId) => IsText(tenant, MaxTenant) && IsText(imageId, MaxImageId);

    private static bool IsText(string text, int maxLength) =>
        text.Length > 0 && text.Length <= maxLength && !text.Contains('\0', StringComparison.Ordinal);
}
