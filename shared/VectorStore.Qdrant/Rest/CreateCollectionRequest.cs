namespace Indexing.VectorStore.Qdrant.Rest;

internal sealed record CreateCollectionRequest(
    IReadOnlyDictionary<string, VectorParams> Vectors,
    IReadOnlyDictionary<string, SparseVectorParams>? SparseVectors,
    int ShardNumber,
    int ReplicationFactor,
    int WriteConsistencyFactor,
    bool OnDiskPayload,
    HnswSettings? HnswConfig,
    QuantizationSettings? QuantizationConfig);

internal sealed record VectorParams(int Size, string Distance, bool OnDisk);

internal sealed record SparseVectorParams(SparseIndexParams Index);

internal sealed record SparseIndexParams(bool OnDisk, string Datatype);

internal sealed record HnswSettings(int M, int PayloadM, int EfConstruct);

internal sealed record QuantizationSettings(ScalarQuantization Scalar);

internal sealed record ScalarQuantization(string Type, double Quantile, bool AlwaysRam);
