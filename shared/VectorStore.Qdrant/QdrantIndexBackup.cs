using System.Globalization;
using Indexing.VectorStore.Backup;
using Indexing.VectorStore.Qdrant.Backup;
using Indexing.VectorStore.Qdrant.Reading;
using Indexing.VectorStore.Qdrant.Rest;
using Indexing.VectorStore.Qdrant.Setup;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Indexing.VectorStore.Qdrant;

/// <summary>
/// Backs up the active generation of an index on one Qdrant server as snapshots of its two collections, and makes collections of them
/// again. Thread-safe; one backup into one folder at a time.
/// </summary>
/// <remarks>
/// <para>
/// Each snapshot is of one moment, the two together are not. What a reader sees of an image that was written in between, after a restore:
/// </para>
/// <list type="table">
/// <listheader><term>written in between</term><description>images first (as here) / words first</description></listheader>
/// <item><term>new</term><description>absent / a record without words</description></item>
/// <item><term>replaced</term><description>the old record without words / the new record without words</description></item>
/// <item><term>deleted</term><description>the old record without words / deleted</description></item>
/// </list>
/// <para>
/// New images are the most of what is written, so the images are first. A record without words is found by no search for words, only by its
/// scene, which is part of it; its words fail to read (see <see cref="IVectorStore.GetWordsAsync"/>), and <see cref="RestoreAsync"/> lists
/// it. Nothing of the kind happens when the workers are paused while the backup is made: their messages wait in the queue.
/// </para>
/// </remarks>
public sealed class QdrantIndexBackup : IDisposable
{
    private const string Store = "qdrant";
    private const string WordsFile = "words.snapshot";
    private const string ImagesFile = "images.snapshot";

    /// <summary>For one request: the server writes, sends or reads a whole collection in it. Ctrl-C ends it sooner.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromHours(6);

    private readonly QdrantVectorStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly QdrantClient _client;
    private readonly SnapshotClient _snapshots;
    private readonly GenerationAliases _aliases;
    private readonly CompletenessCheck _completeness;

    /// <summary>Creates it without asking the server yet.</summary>
    public QdrantIndexBackup(IOptions<QdrantVectorStoreOptions> options, TimeProvider time, ILogger<QdrantIndexBackup> logger)
        : this(options.Value, time, logger, new SocketsHttpHandler())
    {
    }

    internal QdrantIndexBackup(QdrantVectorStoreOptions options, TimeProvider time, ILogger logger, HttpMessageHandler handler)
    {
        (_options, _time, _logger) = (options, time, logger);
        _client = new QdrantClient(options, time, handler, Timeout);
        _snapshots = new SnapshotClient(_client);
        _aliases = new GenerationAliases(_client, options.CollectionPrefix);
        _completeness = new CompletenessCheck(new PointScroll(_client, options.ReadConsistency));
    }

    /// <summary>
    /// Makes a backup of the generation that the aliases name, or of <see cref="QdrantVectorStoreOptions.Generation"/> without aliases.
    /// The server needs room for a copy of each collection, one after the other.
    /// </summary>
    /// <param name="folder">Gets the backup; must not exist. Until it is complete it is called <c>folder.partial</c>.</param>
    /// <param name="cancellationToken">Cancels; nothing stays here, and nothing on the server.</param>
    /// <returns>What the backup holds; counts are of the moment before the snapshots.</returns>
    /// <exception cref="IndexBackupException">
    /// There is no index, the server is a cluster of several peers, the folder is taken, a download differs, or the disk failed.
    /// </exception>
    /// <exception cref="VectorStoreException">The server is away or refuses.</exception>
    public async Task<BackupManifest> BackUpAsync(string folder, CancellationToken cancellationToken)
    {
        DateTimeOffset createdAt = _time.GetUtcNow();
        await _snapshots.RefuseSeveralPeersAsync(cancellationToken);
        string version = await _snapshots.VersionAsync(cancellationToken);
        string? active = await _aliases.ActiveAsync(cancellationToken);
        string generation = active ?? _options.Generation;
        CollectionPair collections = _aliases.CollectionsOf(generation);
        long images = await CountAsync(collections.Images, cancellationToken);
        long words = await CountAsync(collections.Words, cancellationToken);
        using var writer = BackupWriter.Create(folder);
        await TakeAsync(writer, collections.Images, ImagesFile, cancellationToken);
        await TakeAsync(writer, collections.Words, WordsFile, cancellationToken);
        var manifest = new BackupManifest
        {
            FormatVersion = BackupManifest.CurrentFormat,
            Store = Store,
            Source = _client.Server.GetLeftPart(UriPartial.Authority),
            ServerVersion = version,
            CreatedAt = createdAt,
            GenerationPointer = active,
            Generations = [new BackupGeneration { Name = generation, Images = images, Words = words }],
            Files = writer.Files,
        };
        await writer.CompleteAsync(manifest, cancellationToken);
        return manifest;
    }

    /// <summary>
    /// Makes collections of a backup and points the aliases to them, as one change, when both are there; then compares each image's words
    /// with its record.
    /// </summary>
    /// <param name="folder">The backup; it is only read, and wholly compared with its manifest first.</param>
    /// <param name="force">
    /// Whether, when the backup's generation is there and holds points, to restore beside it under a new name. Nothing is ever overwritten
    /// but collections without points, as a host makes them when it starts.
    /// </param>
    /// <param name="cancellationToken">Cancels; collections that are made already stay, the aliases are as they were.</param>
    /// <exception cref="IndexBackupException">
    /// There is no complete backup, it is damaged or of another kind of server, the server is a cluster, or the generation is there.
    /// </exception>
    /// <exception cref="VectorStoreException">The server is away or refuses.</exception>
    public async Task<RestoredCollections> RestoreAsync(string folder, bool force, CancellationToken cancellationToken)
    {
        BackupReader backup = await BackupReader.OpenAsync(folder, Store, cancellationToken);
        await _snapshots.RefuseSeveralPeersAsync(cancellationToken);
        await RefuseVersionAsync(backup, cancellationToken);
        string generation = await ChooseGenerationAsync(backup.Manifest.Generations[0].Name, force, cancellationToken);
        await backup.VerifyAsync(cancellationToken);
        CollectionPair collections = _aliases.CollectionsOf(generation);
        // Words first: whoever reads these collections already never sees a record before its words.
        await RecoverAsync(backup, collections.Words, WordsFile, cancellationToken);
        await RecoverAsync(backup, collections.Images, ImagesFile, cancellationToken);
        await _aliases.SetAsync(generation, cancellationToken);
        QdrantVectorStoreLog.Restored(_logger, generation, backup.Folder);
        return new RestoredCollections(
            backup.Manifest, generation, await _completeness.FindAsync(collections, cancellationToken));
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _client.Dispose();

    private async Task<long> CountAsync(string collection, CancellationToken cancellationToken) =>
        await _snapshots.CountAsync(collection, cancellationToken) ?? throw new IndexBackupException(
            $"There is no collection {collection} at {_client.Server.Authority}. Check Qdrant:CollectionPrefix and Qdrant:Generation.",
            isRefused: true);

    private async Task TakeAsync(BackupWriter writer, string collection, string file, CancellationToken cancellationToken)
    {
        SnapshotDescription snapshot = await _snapshots.CreateAsync(collection, cancellationToken);
        try
        {
            BackupFile? written = null;
            await _snapshots.DownloadAsync(
                collection,
                snapshot.Name,
                async (content, token) => written = await writer.WriteAsync(file, content, token),
                cancellationToken);
            if (snapshot.Checksum is { } checksum && !checksum.Equals(written!.Sha256, StringComparison.OrdinalIgnoreCase))
                throw new IndexBackupException(
                    $"The snapshot of {collection} was changed on its way: its checksum is not what the server says. Try again.", false);
        }
        finally
        {
            await RemoveAsync(collection, snapshot.Name);
        }
    }

    /// <summary>Also after a cancellation: the server's disk is not ours to fill.</summary>
    private async Task RemoveAsync(string collection, string snapshot)
    {
        try
        {
            await _snapshots.DeleteAsync(collection, snapshot, CancellationToken.None);
        }
        catch (VectorStoreException exception)
        {
            // What went wrong before is the error to report, and a backup is none the worse.
            QdrantVectorStoreLog.SnapshotLeft(_logger, snapshot, collection, exception);
        }
    }

    private async Task RecoverAsync(BackupReader backup, string collection, string file, CancellationToken cancellationToken)
    {
        BackupFile snapshot = backup.Manifest.Files.FirstOrDefault(one => one.Path == file)
            ?? throw IndexBackupException.Damaged(backup.Folder, $"it lacks {file}.");
        await _snapshots.RecoverAsync(collection, Path.Combine(backup.Folder, file), snapshot.Sha256, cancellationToken);
    }

    private async Task<string> ChooseGenerationAsync(string wanted, bool force, CancellationToken cancellationToken)
    {
        CollectionPair there = _aliases.CollectionsOf(wanted);
        if (await _snapshots.CountAsync(there.Words, cancellationToken) is not > 0
            && await _snapshots.CountAsync(there.Images, cancellationToken) is not > 0)
            return wanted;
        if (!force)
            throw new IndexBackupException(
                $"Generation {wanted} is at {_client.Server.Authority} already: {there.Words} or {there.Images} has points. Say --force to "
                + "restore beside it, under a new name; the old one stays until somebody drops it.",
                isRefused: true);
        return _time.GetUtcNow().ToString("'restored-'yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);
    }

    /// <summary>Qdrant reads snapshots of its own minor version only (its documentation on snapshots).</summary>
    private async Task RefuseVersionAsync(BackupReader backup, CancellationToken cancellationToken)
    {
        string here = await _snapshots.VersionAsync(cancellationToken);
        if (backup.Manifest.ServerVersion is { } there && MinorOf(there) != MinorOf(here))
            throw new IndexBackupException(
                $"The backup '{backup.Folder}' was made by Qdrant {there}, and {_client.Server.Authority} is Qdrant {here}. Snapshots can "
                + $"be restored by servers of their own minor version: restore with {MinorOf(there)}.x, then upgrade the server.",
                isRefused: true);
    }

    private static string MinorOf(string version) => string.Join('.', version.Split('.').Take(2));
}
