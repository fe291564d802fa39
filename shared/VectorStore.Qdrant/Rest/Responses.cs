using System.Text.Json;

namespace Indexing.VectorStore.Qdrant.Rest;

internal sealed record Response<T>(T Result);

internal sealed record ScrollResult<T>(IReadOnlyList<ReadPoint<T>> Points, JsonElement NextPageOffset);

internal sealed record QueryResult<T>(IReadOnlyList<ReadPoint<T>> Points);

/// <summary>A point as it is read; the score is 0 outside a query, the vectors are null unless they were asked for.</summary>
internal sealed record ReadPoint<T>(string Id, T Payload, float Score, RecordVectors? Vector = null);

internal sealed record FacetResult(IReadOnlyList<FacetHit> Hits);

/// <summary>A value of a keyword field and the number of points that carry it.</summary>
internal sealed record FacetHit(string Value, long Count);

internal sealed record CountResult(long Count);

internal sealed record AliasList(IReadOnlyList<AliasEntry> Aliases);

internal sealed record CollectionList(IReadOnlyList<CollectionName> Collections);

internal sealed record CollectionName(string Name);

internal sealed record AliasEntry(string AliasName, string CollectionName);

internal sealed record CollectionInfo(string Status, CollectionConfig Config, IReadOnlyDictionary<string, JsonElement>? PayloadSchema);

internal sealed record CollectionConfig(CollectionParams Params);

/// <summary>The vectors stay raw: a collection made by hand may have one without a name.</summary>
internal sealed record CollectionParams(JsonElement Vectors, JsonElement SparseVectors);

/// <summary>What an update or a change of the schema answers; its content is of no interest.</summary>
internal sealed record Acknowledgement(JsonElement Result);

/// <summary>A snapshot that lies on the server; the checksum is the SHA-256 of its file.</summary>
internal sealed record SnapshotDescription(string Name, long Size, string? Checksum);

/// <summary>The peers by their ids; null: the server is alone.</summary>
internal sealed record ClusterStatus(string Status, IReadOnlyDictionary<string, JsonElement>? Peers);

/// <summary>What the root path answers, without the frame of all other answers.</summary>
internal sealed record ServerInfo(string Version);
