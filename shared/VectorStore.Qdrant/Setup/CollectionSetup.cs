using System.Net;
using System.Text.Json;
using Indexing.VectorStore.Qdrant.Rest;
using Microsoft.Extensions.Logging;

namespace Indexing.VectorStore.Qdrant.Setup;

/// <summary>
/// Makes collections, indexes and aliases that are missing, once per process; any number of processes may do so at the same time.
/// Nothing that exists is changed: what does not fit is reported.
/// </summary>
internal sealed class CollectionSetup : IDisposable
{
    /// <summary>Between two looks at a collection that another process is making.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// The loser of a race is answered 409 before the winner's shards are up, and reads then fail with 500 (seen with 1.16.2, see
    /// microsoft/agent-framework#8381, where 1.55 s was enough). Then the call fails as transient.
    /// </summary>
    private const int MaxLooks = 50;

    private readonly QdrantClient _client;
    private readonly CollectionNames _names;
    private readonly QdrantVectorStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private volatile bool _ready;
    private volatile int _sceneDimension;

    public CollectionSetup(
        QdrantClient client, CollectionNames names, QdrantVectorStoreOptions options, TimeProvider time, ILogger logger)
    {
        (_client, _names, _options, _time, _logger) = (client, names, options, time, logger);
        client.CollectionMissing = Forget;
    }

    /// <summary>
    /// Dimension of the scenes in the images collection as it is, once <see cref="EnsureAsync"/> has run; 0: an older program made it, and
    /// it has none.
    /// </summary>
    public int SceneDimension => _sceneDimension;

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (_ready)
            return;
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (_ready)
                return;
            await EnsureCollectionAsync(
                _names.Words, CollectionSchema.Words(_options), CollectionSchema.WordFields, cancellationToken);
            CollectionInfo images = await EnsureCollectionAsync(
                _names.Images, CollectionSchema.Images(_options), CollectionSchema.ImageFields, cancellationToken);
            _sceneDimension = VectorOf(images, CollectionSchema.SceneVector)?.GetProperty("size").GetInt32() ?? 0;
            if (_sceneDimension > 0)
                await EnsureIndexesAsync(_names.Images, images, CollectionSchema.SceneFields, cancellationToken);
            await EnsureAliasesAsync(cancellationToken);
            _ready = true;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Points both aliases to this generation in one request, which the server carries out as one change.</summary>
    public async Task SetAliasesAsync(CancellationToken cancellationToken)
    {
        AliasesRequest request = new(
        [
            new(new CreateAlias(_names.Words, _names.WordsAlias)),
            new(new CreateAlias(_names.Images, _names.ImagesAlias)),
        ]);
        Call call = Call.With(
            HttpMethod.Post, "set_aliases", "", "collections/aliases", request, QdrantJson.Default.AliasesRequest);
        await _client.CallAsync(call, QdrantJson.Default.Acknowledgement, cancellationToken);
        QdrantVectorStoreLog.AliasesSet(_logger, _names.WordsAlias, _names.ImagesAlias, _options.Generation);
    }

    public void Dispose() => _oneAtATime.Dispose();

    private void Forget()
    {
        _ready = false;
        QdrantVectorStoreLog.CollectionMissing(_logger);
    }

    private async Task<CollectionInfo> EnsureCollectionAsync(
        string name, CreateCollectionRequest wanted, IReadOnlyDictionary<string, FieldSchema> fields, CancellationToken cancellationToken)
    {
        Call look = Call.Get("get_collection", name, $"collections/{name}");
        Answer answer = await _client.SendAsync(look, cancellationToken);
        if (answer.Status == HttpStatusCode.NotFound)
        {
            await CreateAsync(name, wanted, cancellationToken);
            answer = await LookAgainAsync(look, cancellationToken);
        }
        CollectionInfo info = _client.Read(look, answer, QdrantJson.Default.ResponseCollectionInfo).Result;
        Verify(name, info, wanted);
        await EnsureIndexesAsync(name, info, fields, cancellationToken);
        return info;
    }

    private async Task EnsureIndexesAsync(
        string name, CollectionInfo info, IReadOnlyDictionary<string, FieldSchema> fields, CancellationToken cancellationToken)
    {
        foreach ((string field, FieldSchema schema) in fields)
            if (info.PayloadSchema?.ContainsKey(field) != true)
                await CreateIndexAsync(name, field, schema, cancellationToken);
    }

    private async Task CreateAsync(string name, CreateCollectionRequest wanted, CancellationToken cancellationToken)
    {
        Call create = Call.With(
            HttpMethod.Put, "create_collection", name, $"collections/{name}", wanted, QdrantJson.Default.CreateCollectionRequest);
        Answer answer = await _client.SendAsync(create, cancellationToken);
        if (MeansExists(answer))
        {
            QdrantVectorStoreLog.CollectionCreatedElsewhere(_logger, name);
            return;
        }
        _client.Read(create, answer, QdrantJson.Default.Acknowledgement);
        QdrantVectorStoreLog.CollectionCreated(_logger, name);
    }

    /// <summary>A 400 says so too while the winner's files are there and its collection is not yet listed.</summary>
    private static bool MeansExists(Answer answer) =>
        answer.Status == HttpStatusCode.Conflict
        || (answer.Status == HttpStatusCode.BadRequest && answer.Body.AsSpan().IndexOf("already exists"u8) >= 0);

    private async Task<Answer> LookAgainAsync(Call look, CancellationToken cancellationToken)
    {
        Answer answer = await _client.SendAsync(look, cancellationToken);
        for (int i = 1; i < MaxLooks && answer.Status is HttpStatusCode.NotFound or HttpStatusCode.InternalServerError; i++)
        {
            await Task.Delay(Pause, _time, cancellationToken);
            answer = await _client.SendAsync(look, cancellationToken);
        }
        return answer;
    }

    /// <summary>Making an index that exists changes nothing, so processes need not agree on who does it.</summary>
    private async Task CreateIndexAsync(string name, string field, FieldSchema schema, CancellationToken cancellationToken)
    {
        Call call = Call.With(
            HttpMethod.Put,
            "create_index",
            name,
            $"collections/{name}/index?wait=true",
            new CreateIndexRequest(field, schema),
            QdrantJson.Default.CreateIndexRequest);
        await _client.CallAsync(call, QdrantJson.Default.Acknowledgement, cancellationToken);
    }

    private async Task EnsureAliasesAsync(CancellationToken cancellationToken)
    {
        Call list = Call.Get("list_aliases", "", "aliases");
        AliasList aliases = (await _client.CallAsync(list, QdrantJson.Default.ResponseAliasList, cancellationToken)).Result;
        if (!aliases.Aliases.Any(alias => alias.AliasName == _names.WordsAlias))
            await SetAliasesAsync(cancellationToken);
    }

    private static void Verify(string name, CollectionInfo info, CreateCollectionRequest wanted)
    {
        foreach ((string vector, VectorParams expected) in wanted.Vectors)
        {
            if (vector == CollectionSchema.SceneVector)
                continue; // each generation has scenes of its own dimension, or none
            string found = VectorOf(info, vector) is { } one
                ? $"{one.GetProperty("size")} {one.GetProperty("distance")}"
                : "no such vector";
            if (found != $"{expected.Size} {expected.Distance}")
                throw new VectorStoreException(
                    $"Collection {name} has for vector '{vector}': {found}; this program needs {expected.Size} {expected.Distance}. "
                    + "Set another Qdrant:Generation or Qdrant:CollectionPrefix and index again, or, if only the size differs, set "
                    + $"{CollectionSchema.DimensionKeyOf(vector)} to that of the collection.",
                    isTransient: false);
        }
        foreach (string vector in wanted.SparseVectors?.Keys ?? [])
            if (info.Config.Params.SparseVectors is not { ValueKind: JsonValueKind.Object } sparse || !sparse.TryGetProperty(vector, out _))
                throw new VectorStoreException(
                    $"Collection {name} has for sparse vector '{vector}': no such vector; an older program made it. "
                    + "Set another Qdrant:Generation or Qdrant:CollectionPrefix and index again.",
                    isTransient: false);
    }

    /// <summary>The settings of a named vector that has both size and distance.</summary>
    private static JsonElement? VectorOf(CollectionInfo info, string vector) =>
        info.Config.Params.Vectors is { ValueKind: JsonValueKind.Object } vectors
        && vectors.TryGetProperty(vector, out JsonElement one)
        && one.TryGetProperty("size", out _)
        && one.TryGetProperty("distance", out _) ? one : null;
}
