using Indexing.Contracts;

namespace Indexing.Search;

/// <summary>What a question must look like, apart from its query.</summary>
internal static class SearchRules
{
    private const int MaxTop = 1000;
    private const int MaxTenant = 128;
    private const int MaxImageId = 1024;
    private const int MaxConditions = 16;
    private const int MaxTag = 128;
    private const int MaxMetadata = 1024;
    private const int MaxWeight = 10;

    /// <summary>Refuses what cannot be answered.</summary>
    /// <exception cref="InvalidQueryException">A member is out of range; the message says what is allowed.</exception>
    public static void Check(SearchRequest request)
    {
        if (request.Top is < 1 or > MaxTop)
            throw new InvalidQueryException($"top is {request.Top}; allowed are 1..{MaxTop}.");
        CheckScore(request.MinScore);
        CheckTenant(request.Tenant);
        if (request.Tags.Count > MaxConditions || request.Tags.Any(static tag => tag is not { Length: > 0 and <= MaxTag }))
            throw new InvalidQueryException($"tags: at most {MaxConditions} of 1..{MaxTag} characters.");
        if (request.Metadata.Count > MaxConditions || !request.Metadata.All(IsPossible))
            throw new InvalidQueryException($"metadata: at most {MaxConditions} entries of 1..{MaxMetadata} characters, no value null.");
        Check(request.Fusion);
    }

    /// <summary>A threshold.</summary>
    /// <exception cref="InvalidQueryException">It is out of range.</exception>
    public static void CheckScore(double? minScore)
    {
        if (minScore is < 0 or > 1 or double.NaN)
            throw new InvalidQueryException($"minScore is {minScore}; allowed are 0..1.");
    }

    /// <summary>A tenant, if one is named.</summary>
    /// <exception cref="InvalidQueryException">It is out of range.</exception>
    public static void CheckTenant(string? tenant)
    {
        if (tenant is not null && !IsText(tenant, MaxTenant))
            throw new InvalidQueryException($"tenant has {tenant.Length} characters; allowed are 1..{MaxTenant} without NUL.");
    }

    /// <summary>Whether a picture can have this owner and this id; a store refuses to be asked for others.</summary>
    public static bool IsKey(string tenant, string imageId) => IsText(tenant, MaxTenant) && IsText(imageId, MaxImageId);

    private static bool IsPossible(KeyValuePair<string, string> pair) =>
        pair is { Key.Length: > 0 and <= MaxMetadata, Value.Length: <= MaxMetadata };

    private static void Check(FusionOptions fusion)
    {
        if (fusion.K is < 1 or > 1000)
            throw new InvalidQueryException($"fusion.k is {fusion.K}; allowed are 1..1000.");
        foreach (var (channel, weight) in fusion.Weights)
        {
            if (channel is not ("exact" or "similar" or "part" or "concept" or "sentence" or "objects"))
            {
                throw new InvalidQueryException(
                    $"fusion.weights names '{channel}'; allowed are exact, similar, part, concept, sentence and objects.");
            }

            if (weight is not (>= 0 and <= MaxWeight))
                throw new InvalidQueryException($"fusion.weights.{channel} is {weight}; allowed are 0..{MaxWeight}.");
        }
    }

    private static bool IsText(string text, int maxLength)
    {
        if (text.Length == 0 || text.Length > maxLength || text.Contains('\0', StringComparison.Ordinal))
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return false;
            i++;
        }

        return true;
    }
}
