using System.Text.Json.Serialization;

namespace Indexing.VectorStore.Qdrant.Rest;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ScrollRequest))]
[JsonSerializable(typeof(QueryRequest<ReadOnlyMemory<float>>), TypeInfoPropertyName = "DenseQuery")]
[JsonSerializable(typeof(QueryRequest<SparseVector>), TypeInfoPropertyName = "SparseQuery")]
[JsonSerializable(typeof(FacetRequest))]
[JsonSerializable(typeof(CountRequest))]
[JsonSerializable(typeof(DeleteRequest))]
[JsonSerializable(typeof(CreateIndexRequest))]
[JsonSerializable(typeof(CreateCollectionRequest))]
[JsonSerializable(typeof(AliasesRequest))]
[JsonSerializable(typeof(WordPoint))]
[JsonSerializable(typeof(RecordPoint))]
[JsonSerializable(typeof(Acknowledgement))]
[JsonSerializable(typeof(Response<ScrollResult<WordPayload>>))]
[JsonSerializable(typeof(Response<ScrollResult<RecordPayload>>))]
[JsonSerializable(typeof(Response<QueryResult<WordPayload>>))]
[JsonSerializable(typeof(Response<QueryResult<RecordPayload>>))]
[JsonSerializable(typeof(Response<FacetResult>))]
[JsonSerializable(typeof(Response<CountResult>))]
[JsonSerializable(typeof(Response<AliasList>))]
[JsonSerializable(typeof(Response<CollectionInfo>))]
[JsonSerializable(typeof(Response<CollectionList>))]
[JsonSerializable(typeof(Response<SnapshotDescription>))]
[JsonSerializable(typeof(Response<ClusterStatus>))]
[JsonSerializable(typeof(ServerInfo))]
internal sealed partial class QdrantJson : JsonSerializerContext;
