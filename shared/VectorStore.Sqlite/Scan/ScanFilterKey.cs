namespace Indexing.VectorStore.Sqlite.Scan;

/// <summary>Whose words with which tags a filter lets through.</summary>
/// <param name="Tenant">Ordinal of the tenant.</param>
/// <param name="Space">Words without a vector in this space are not let through.</param>
/// <param name="Tags">The tags in ordinal order, each behind its length, as one string.</param>
internal readonly record struct ScanFilterKey(long Tenant, WordSpace Space, string Tags)
{
    public static ScanFilterKey Create(long tenant, WordSearch search) => new(
        tenant, search.Space,
        search.Tags.Count == 0 ? "" : string.Concat(search.Tags.Order(StringComparer.Ordinal).Select(static tag => $"{tag.Length}:{tag}")));
}
