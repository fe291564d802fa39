using System.Net;
using System.Net.Http.Headers;
using Indexing.VectorStore.Backup;
using Indexing.VectorStore.Qdrant.Rest;
using Indexing.VectorStore.Qdrant.Setup;

namespace Indexing.VectorStore.Qdrant.Backup;

/// <summary>The requests of a backup: snapshots of collections, and what the server says of itself.</summary>
internal sealed class SnapshotClient(QdrantClient client)
{
    private static readonly MediaTypeHeaderValue Binary = new("application/octet-stream");

    /// <summary>Version of the server, such as <c>1.15.1</c>.</summary>
    public async Task<string> VersionAsync(CancellationToken cancellationToken) =>
        (await client.CallAsync(Call.Get("get_version", "", ""), QdrantJson.Default.ServerInfo, cancellationToken)).Version;

    /// <summary>A snapshot holds the shards of the one peer that is asked: of several the rest would be missing without a word.</summary>
    /// <exception cref="IndexBackupException">The cluster has more than one peer.</exception>
    public async Task RefuseSeveralPeersAsync(CancellationToken cancellationToken)
    {
        Call call = Call.Get("get_cluster", "", "cluster");
        ClusterStatus cluster = (await client.CallAsync(call, QdrantJson.Default.ResponseClusterStatus, cancellationToken)).Result;
        if (cluster.Peers is { Count: > 1 })
            throw new IndexBackupException(
                $"Qdrant at {client.Server.Authority} is a cluster of {cluster.Peers.Count} peers, and a snapshot holds what one peer has. "
                + "Back up the volumes of the peers, or snapshot each peer as Qdrant's documentation describes; this command does neither.",
                isRefused: true);
    }

    /// <summary>
    /// Points of a collection but for those of <see cref="StoreCheck"/> and <see cref="GenerationMarker"/>; <see langword="null"/>: no such
    /// collection.
    /// </summary>
    public async Task<long?> CountAsync(string collection, CancellationToken cancellationToken) =>
        await CountAsync(collection, Filter.Of(), cancellationToken)
        - await CountAsync(
            collection,
            Filter.Of(Condition.IsAny("status", [StoreCheck.ProbeStatus, GenerationMarker.Status])),
            cancellationToken);

    /// <summary>Makes a snapshot on the server's own disk.</summary>
    public async Task<SnapshotDescription> CreateAsync(string collection, CancellationToken cancellationToken)
    {
        var call = new Call(
            HttpMethod.Post, "create_snapshot", collection, $"collections/{collection}/snapshots?wait=true", ReadOnlyMemory<byte>.Empty);
        return (await client.CallAsync(call, QdrantJson.Default.ResponseSnapshotDescription, cancellationToken)).Result;
    }

    /// <summary>Hands the file of a snapshot to <paramref name="read"/> as it comes in.</summary>
    public async Task DownloadAsync(
        string collection, string snapshot, Func<Stream, CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        Call call = Call.Get("get_snapshot", collection, PathOf(collection, snapshot));
        Answer answer = await client.DownloadAsync(call, read, cancellationToken);
        if (!answer.IsSuccess)
            client.Read(call, answer, QdrantJson.Default.Acknowledgement);
    }

    /// <summary>Removes a snapshot from the server's disk.</summary>
    public async Task DeleteAsync(string collection, string snapshot, CancellationToken cancellationToken)
    {
        var call = new Call(
            HttpMethod.Delete, "delete_snapshot", collection, $"{PathOf(collection, snapshot)}?wait=true", ReadOnlyMemory<byte>.Empty);
        await client.CallAsync(call, QdrantJson.Default.Acknowledgement, cancellationToken);
    }

    /// <summary>
    /// Makes a collection of a snapshot, with its settings and indexes; one of this name gets its content instead of its own.
    /// </summary>
    /// <param name="collection">The collection.</param>
    /// <param name="path">The file of the snapshot.</param>
    /// <param name="sha256">Its hash, which the server compares before it begins.</param>
    /// <param name="cancellationToken">Cancels the request; the server may go on.</param>
    public async Task RecoverAsync(string collection, string path, string sha256, CancellationToken cancellationToken)
    {
        var call = new Call(
            HttpMethod.Post,
            "recover_snapshot",
            collection,
            $"collections/{collection}/snapshots/upload?wait=true&priority=snapshot&checksum={sha256}",
            ReadOnlyMemory<byte>.Empty);
        await using FileStream file = File.OpenRead(path);
        using var part = new StreamContent(file) { Headers = { ContentType = Binary } };
        using var form = new MultipartFormDataContent { { part, "snapshot", $"{collection}.snapshot" } };
        client.Read(call, await client.UploadAsync(call, form, cancellationToken), QdrantJson.Default.Acknowledgement);
    }

    private async Task<long?> CountAsync(string collection, Filter filter, CancellationToken cancellationToken)
    {
        Call call = Call.With(
            HttpMethod.Post,
            "count",
            collection,
            $"collections/{collection}/points/count",
            new CountRequest(filter, Exact: true),
            QdrantJson.Default.CountRequest);
        Answer answer = await client.SendAsync(call, cancellationToken);
        return answer.Status == HttpStatusCode.NotFound
            ? null
            : client.Read(call, answer, QdrantJson.Default.ResponseCountResult).Result.Count;
    }

    private static string PathOf(string collection, string snapshot) =>
        $"collections/{collection}/snapshots/{Uri.EscapeDataString(snapshot)}";
}
