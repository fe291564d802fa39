using Indexing.VectorStore.Qdrant.Rest;
using Indexing.VectorStore.Qdrant.Setup;
using Indexing.VectorStore.Qdrant.Writing;

namespace Indexing.VectorStore.Qdrant;

/// <summary>Asks the server whether it can serve, and writes one point that belongs to no tenant.</summary>
internal sealed class StoreCheck(QdrantClient client, CollectionNames names, int maxRequestBytes)
{
    /// <summary>Status of the point, which no image has.</summary>
    public const string ProbeStatus = "probe";

    /// <summary>Tenants have names of at least one character, so no filter of a reader matches it.</summary>
    private static readonly RecordPoint Probe = new("00000000-0000-0000-0000-000000000000", new RecordPayload { Status = ProbeStatus });

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (string collection in new[] { names.Words, names.Images })
        {
            Call look = Call.Get("get_collection", collection, $"collections/{collection}");
            var info = (await client.CallAsync(look, QdrantJson.Default.ResponseCollectionInfo, cancellationToken)).Result;
            if (info.Status == "red")
                throw new VectorStoreException(
                    $"Qdrant reports collection {collection} as red: an operation of its optimiser failed. Its log says which.",
                    isTransient: true);
        }
        foreach (ReadOnlyMemory<byte> body in PointBatches.Of([Probe], QdrantJson.Default.RecordPoint, maxRequestBytes))
            await client.CallAsync(PointBatches.Upsert(names.Images, body), QdrantJson.Default.Acknowledgement, cancellationToken);
    }
}
