namespace Indexing.VectorStore.Sqlite.Scan;

/// <summary>Whose words with which tags a filter lets through.</summary>
/// <param name="Tenant">Ordinal of the tenant.</param>
/// <param name="Tags">The tags in ordinal order, each behind its length, as one string.</param>
internal readonly record struct ScanFilterKey(long Tenant, string Tags)
{
    public static ScanFilterKey Create(long tenant, IReadOnlyList<string> tags) => new(
        tenant, tags.Count == 0 ? "" : string.Concat(tags.Order(StringComparer.Ordinal).Select(static tag => $"{tag.Length}:{tag}")));
}
