using Indexing.VectorStore.Sqlite.Database;

namespace Indexing.VectorStore.Sqlite.Scan;

/// <summary>Whose words with which labels a filter lets through.</summary>
/// <param name="Tenant">Ordinal of the tenant.</param>
/// <param name="Space">Words without a vector in this space are not let through.</param>
/// <param name="Labels">Names and values in ordinal order, each behind its length, as one string.</param>
internal readonly record struct ScanFilterKey(long Tenant, WordSpace Space, string Labels)
{
    public static ScanFilterKey Create(long tenant, WordSpace space, IEnumerable<Label> labels) => new(
        tenant, space,
        string.Concat(labels
            .OrderBy(static label => label.Name, StringComparer.Ordinal).ThenBy(static label => label.Value, StringComparer.Ordinal)
            .Select(static label => $"{label.Name.Length}:{label.Name}{label.Value.Length}:{label.Value}")));
}
