using System.Globalization;
using Indexing.VectorStore.Qdrant.Reading;
using Indexing.VectorStore.Qdrant.Rest;
using Indexing.VectorStore.Qdrant.Setup;
using Indexing.VectorStore.Qdrant.Writing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Indexing.VectorStore.Qdrant;

/// <summary>
/// Generations on a Qdrant server: a pair of collections each, <c>PREFIX-words-NAME</c> and <c>PREFIX-images-NAME</c>. The aliases
/// <c>PREFIX-words</c> and <c>PREFIX-images</c> name the active one, <c>PREFIX-former</c> the one before; the server moves all three as
/// one change. Thread-safe.
/// </summary>
public sealed class QdrantGenerations : IGenerations, IDisposable
{
    private readonly QdrantVectorStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<QdrantVectorStore> _logger;
    private readonly Func<HttpMessageHandler> _connect;
    private readonly QdrantClient _client;
    private readonly PointScroll _scroll;
    private readonly CollectionNames _names;

    /// <summary>The active generation as last seen: its model never changes while it is active.</summary>
    private volatile Generation? _active;

    /// <summary>Asks no server yet.</summary>
    public QdrantGenerations(IOptions<QdrantVectorStoreOptions> options, TimeProvider time, ILogger<QdrantVectorStore> logger)
        : this(options.Value, time, logger, () => new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
    {
    }

    internal QdrantGenerations(
        QdrantVectorStoreOptions options, TimeProvider time, ILogger<QdrantVectorStore> logger, Func<HttpMessageHandler> connect)
    {
        (_options, _time, _logger, _connect) = (options, time, logger, connect);
        _client = new QdrantClient(options, time, connect());
        _scroll = new PointScroll(_client, options.ReadConsistency);
        _names = new CollectionNames(options);
    }

    /// <inheritdoc/>
    public async Task<Generation> GetActiveAsync(CancellationToken cancellationToken)
    {
        string name = ActiveOf(await AliasesAsync(cancellationToken));
        if (_active is { Model: not null } known && known.Name == name)
            return known;
        var active = new Generation(name, await ModelAsync(name, cancellationToken), GenerationRole.Active);
        _active = active;
        return active;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Generation>> ListAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<AliasEntry> aliases = await AliasesAsync(cancellationToken);
        string active = ActiveOf(aliases);
        string? former = NameOf(aliases, _names.FormerAlias);
        var generations = new List<Generation>();
        foreach (string name in (await NamesAsync(cancellationToken)).Append(active).Distinct(StringComparer.Ordinal))
        {
            GenerationRole role = name == active ? GenerationRole.Active
                : name == former ? GenerationRole.Former
                : GenerationRole.Idle;
            generations.Add(new Generation(name, await ModelAsync(name, cancellationToken), role));
        }
        return [.. generations.OrderByDescending(static one => one.Role == GenerationRole.Active)
            .ThenByDescending(static one => one.Role == GenerationRole.Former)
            .ThenBy(static one => one.Name, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task<Generation> AddAsync(string model, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        // The active one too: without aliases, the collections made next would become the active ones. And its model, before there is
        // another one: afterwards its pictures may come from that.
        Generation active = await GetActiveAsync(cancellationToken);
        await EnsureAsync(active, cancellationToken);
        if (active.Model is { } activeModel)
            await WriteModelAsync(active.Name, activeModel, cancellationToken);
        IReadOnlyList<Generation> known = await ListAsync(cancellationToken);
        // One without a model was begun by another process a moment ago.
        string name = known.FirstOrDefault(one => one.Role == GenerationRole.Idle && (one.Model ?? model) == model)?.Name
            ?? Next(known);
        var generation = new Generation(name, model, GenerationRole.Idle);
        await EnsureAsync(generation, cancellationToken);
        await WriteModelAsync(generation.Name, model, cancellationToken);
        return generation;
    }

    /// <inheritdoc/>
    public async Task ActivateAsync(string name, CancellationToken cancellationToken)
    {
        if (name == ActiveOf(await AliasesAsync(cancellationToken)))
            return;
        await DemandKnownAsync(name, cancellationToken);
        await new GenerationAliases(_client, _options.CollectionPrefix).SetAsync(name, cancellationToken);
        QdrantVectorStoreLog.AliasesSet(_logger, _names.WordsAlias, _names.ImagesAlias, name);
    }

    /// <inheritdoc/>
    public async Task DropAsync(string name, CancellationToken cancellationToken)
    {
        if (name == ActiveOf(await AliasesAsync(cancellationToken)))
            throw new VectorStoreException(
                $"Generation '{name}' is active and cannot be dropped. Make another one active first.", isTransient: false);
        await DemandKnownAsync(name, cancellationToken);
        CollectionNames names = _names.Of(name);
        // First it is no longer the way back: a killed call must not leave half of one.
        if (NameOf(await AliasesAsync(cancellationToken), _names.FormerAlias) == name)
        {
            Call forget = Call.With(
                HttpMethod.Post, "delete_alias", "", "collections/aliases",
                new AliasesRequest([new(CreateAlias: null, new DeleteAlias(_names.FormerAlias))]), QdrantJson.Default.AliasesRequest);
            await _client.CallAsync(forget, QdrantJson.Default.Acknowledgement, cancellationToken);
        }
        // The images last: as long as they are there, so is the generation, and a killed call can be repeated.
        foreach (string collection in new[] { names.Words, names.Images })
        {
            var call = new Call(HttpMethod.Delete, "delete_collection", collection, $"collections/{collection}", default);
            await _client.CallAsync(call, QdrantJson.Default.Acknowledgement, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public IVectorStore Open(Generation generation)
    {
        ArgumentNullException.ThrowIfNull(generation);
        return OpenStore(generation);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _client.Dispose();

    private QdrantVectorStore OpenStore(Generation generation) =>
        new(_options.With(generation.Name), _time, _logger, _connect(), Random.Shared);

    private static string Next(IReadOnlyList<Generation> known)
    {
        int last = known.Max(
            static one => int.TryParse(one.Name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0);
        return Math.Max(2, last + 1).ToString(CultureInfo.InvariantCulture);
    }

    private async Task EnsureAsync(Generation generation, CancellationToken cancellationToken)
    {
        using QdrantVectorStore store = OpenStore(generation);
        await store.EnsureAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<AliasEntry>> AliasesAsync(CancellationToken cancellationToken)
    {
        Call list = Call.Get("list_aliases", "", "aliases");
        return (await _client.CallAsync(list, QdrantJson.Default.ResponseAliasList, cancellationToken)).Result.Aliases;
    }

    /// <summary>Before anything was written there is no alias: then the first generation is that of the configuration.</summary>
    private string ActiveOf(IReadOnlyList<AliasEntry> aliases) => NameOf(aliases, _names.ImagesAlias) ?? _options.Generation;

    private string? NameOf(IReadOnlyList<AliasEntry> aliases, string alias)
    {
        string? collection = aliases.FirstOrDefault(entry => entry.AliasName == alias)?.CollectionName;
        string prefix = _names.ImagesAlias + "-";
        return collection?.StartsWith(prefix, StringComparison.Ordinal) == true ? collection[prefix.Length..] : null;
    }

    private async Task<string[]> NamesAsync(CancellationToken cancellationToken)
    {
        Call list = Call.Get("list_collections", "", "collections");
        CollectionList collections = (await _client.CallAsync(list, QdrantJson.Default.ResponseCollectionList, cancellationToken)).Result;
        string prefix = _names.ImagesAlias + "-";
        return
        [
            .. collections.Collections.Where(one => one.Name.StartsWith(prefix, StringComparison.Ordinal))
                .Select(one => one.Name[prefix.Length..]),
        ];
    }

    private async Task DemandKnownAsync(string name, CancellationToken cancellationToken)
    {
        string[] names = await NamesAsync(cancellationToken);
        if (!names.Contains(name, StringComparer.Ordinal))
            throw new VectorStoreException(
                $"There is no generation '{name}'; there are: {string.Join(", ", names)}.", isTransient: false);
    }

    private async Task WriteModelAsync(string name, string model, CancellationToken cancellationToken)
    {
        RecordPoint point = GenerationMarker.Of(model);
        foreach (ReadOnlyMemory<byte> body in PointBatches.Of([point], QdrantJson.Default.RecordPoint, _options.MaxRequestBytes))
            await _client.CallAsync(
                PointBatches.Upsert(_names.Of(name).Images, body), QdrantJson.Default.Acknowledgement, cancellationToken);
    }

    /// <summary>
    /// The marker says it, or else any picture does: nobody wrote it down when there was only one generation. Its collection may not be
    /// there yet.
    /// </summary>
    private async Task<string?> ModelAsync(string name, CancellationToken cancellationToken)
    {
        string collection = _names.Of(name).Images;
        if (!(await NamesAsync(cancellationToken)).Contains(name, StringComparer.Ordinal))
            return null;
        return await FirstModelAsync(collection, GenerationMarker.Filter, cancellationToken)
            ?? await FirstModelAsync(collection, Filter.Of(), cancellationToken);
    }

    private async Task<string?> FirstModelAsync(string collection, Filter filter, CancellationToken cancellationToken)
    {
        await foreach (ReadPoint<RecordPayload> point in _scroll.ReadAsync(
            collection, filter, ["model"], QdrantJson.Default.ResponseScrollResultRecordPayload, cancellationToken))
            if (point.Payload.Model is { } model)
                return model;
        return null;
    }
}
