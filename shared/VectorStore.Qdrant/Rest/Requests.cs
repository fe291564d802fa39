namespace Indexing.VectorStore.Qdrant.Rest;

internal sealed record ScrollRequest(
    Filter Filter,
    int Limit,
    PayloadSelector WithPayload,
    OrderBy? OrderBy = null,
    string? Offset = null,
    IReadOnlyList<string>? WithVector = null);

internal sealed record PayloadSelector(IReadOnlyList<string> Include);

internal sealed record OrderBy(string Key, string Direction, long? StartFrom);

/// <typeparam name="T">Numbers, or a <see cref="SparseVector"/>, as the vector that is named by <paramref name="Using"/>.</typeparam>
internal sealed record QueryRequest<T>(
    T Query,
    string Using,
    Filter Filter,
    int Limit,
    PayloadSelector WithPayload,
    SearchParams? Params = null,
    float? ScoreThreshold = null);

internal sealed record SearchParams(int HnswEf, bool Exact, QuantizationSearch Quantization);

internal sealed record QuantizationSearch(bool Rescore, double Oversampling);

internal sealed record CountRequest(Filter Filter, bool Exact);

internal sealed record FacetRequest(string Key, Filter Filter, int Limit, bool Exact);

internal sealed record DeleteRequest(IReadOnlyList<string> Points);

internal sealed record CreateIndexRequest(string FieldName, FieldSchema FieldSchema);

/// <summary>Type of an index and the settings that only some types know.</summary>
internal sealed record FieldSchema(string Type, bool? IsTenant = null, bool? Lookup = null, bool? Range = null);

internal sealed record AliasesRequest(IReadOnlyList<AliasAction> Actions);

internal sealed record AliasAction(CreateAlias? CreateAlias, DeleteAlias? DeleteAlias = null);

internal sealed record DeleteAlias(string AliasName);

internal sealed record CreateAlias(string CollectionName, string AliasName);
