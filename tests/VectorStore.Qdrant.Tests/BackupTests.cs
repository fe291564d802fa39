using System.Net;
using Indexing.TestSupport;
using Indexing.VectorStore.Backup;
using Indexing.VectorStore.Qdrant.Tests.QdrantModel;
using Microsoft.Extensions.Logging.Abstractions;

namespace Indexing.VectorStore.Qdrant.Tests;

/// <summary>Snapshots of the model server, which no real server has been compared with, into a folder and back.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly QdrantModelServer _server = new();
    private readonly TemporaryFolder _place = new();

    private string BackupPath => _place.Combine("backup");

    public void Dispose()
    {
        _server.Dispose();
        _place.Dispose();
    }

    [Fact]
    public async Task Restore_AfterTotalWipe_BringsBackRecordsWordsAndSearch()
    {
        using QdrantVectorStore store = StoreFactory.Open(_server);
        WordRecord[] words = new SyntheticWords(1).Words(40);
        for (int i = 0; i < 8; i++)
            await store.ReplaceImageAsync(SyntheticWords.Image($"{i}"), words[(i * 5)..((i * 5) + 5)], CancellationToken.None);
        await store.ReplaceImageAsync(SyntheticWords.Image("gone", status: ImageStatus.Deleted), [], CancellationToken.None);

        BackupManifest manifest = await BackUpAsync();
        using var wiped = new QdrantModelServer();
        wiped.Snapshots.Accept(_server.Snapshots);
        RestoredCollections restored = await RestoreAsync(wiped);

        Assert.Empty(restored.Incomplete);
        Assert.Equal(("1", 9L, 40L), (restored.Generation, manifest.Generations[0].Images, manifest.Generations[0].Words));
        using QdrantVectorStore reader = StoreFactory.Open(wiped);
        Assert.Equivalent(
            await store.ListImagesAsync("tenant", null, null, 100, CancellationToken.None),
            await reader.ListImagesAsync("tenant", null, null, 100, CancellationToken.None), strict: true);
        foreach ((int number, WordRecord word) in words.Index())
        {
            WordHit hit = (await reader.SearchWordsAsync(SyntheticWords.Search(word.Lexical, 1), CancellationToken.None)).Single();
            Assert.Equal(($"{number / 5}", word.RegionIndex), (hit.Word.Image.ImageId, hit.Word.RegionIndex));
        }
    }

    [Fact]
    public async Task Restore_AfterTotalWipe_BringsBackScenes()
    {
        using QdrantVectorStore store = StoreFactory.Open(_server);
        var scenes = new SyntheticWords(2, dimension: 96);
        float[][] vectors = [.. Enumerable.Range(0, 5).Select(_ => scenes.UnitVector())];
        foreach ((int number, float[] vector) in vectors.Index())
            await store.ReplaceImageAsync(SyntheticWords.Image($"{number}"), [], vector, CancellationToken.None);

        await BackUpAsync();
        using var wiped = new QdrantModelServer();
        wiped.Snapshots.Accept(_server.Snapshots);
        await RestoreAsync(wiped);

        using QdrantVectorStore reader = StoreFactory.Open(wiped);
        foreach ((int number, float[] vector) in vectors.Index())
        {
            var search = new SceneSearch { Tenant = "tenant", Vector = vector, Limit = 1 };
            Assert.Equal($"{number}", Assert.Single(await reader.SearchScenesAsync(search, CancellationToken.None)).Image.ImageId);
        }
    }

    [Fact]
    public async Task BackUp_Server_KeepsNoSnapshot()
    {
        await PutAsync("a", words: 1);

        BackupManifest manifest = await BackUpAsync();

        Assert.Equal(0, _server.Snapshots.Count);
        Assert.Equal(("qdrant", "1.15.1", "1"), (manifest.Store, manifest.ServerVersion, manifest.GenerationPointer));
        Assert.Equal(["images.snapshot", "words.snapshot"], manifest.Files.Select(file => file.Path));
    }

    [Fact]
    public async Task BackUp_DownloadBreaksOff_LeavesNothingHereOrThere()
    {
        await PutAsync("a", words: 1);

        await Assert.ThrowsAnyAsync<Exception>(() => BackUpAsync(new ScriptedServer(_server, request => IsDownload(request)
            ? new HttpResponseMessage { Content = new StreamContent(new BrokenStream()) }
            : null)));

        Assert.Equal(0, _server.Snapshots.Count);
        Assert.Empty(Directory.GetFileSystemEntries(_place.Path));
    }

    [Fact]
    public async Task BackUp_DownloadDiffersFromItsChecksum_IsNoBackup()
    {
        await PutAsync("a", words: 1);

        var exception = await Assert.ThrowsAsync<IndexBackupException>(() => BackUpAsync(new ScriptedServer(_server, request =>
            IsDownload(request) ? new HttpResponseMessage { Content = new ByteArrayContent(new byte[3000]) } : null)));

        Assert.Contains("checksum", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_place.Path));
    }

    [Fact]
    public async Task BackUp_ActiveGenerationIsNotTheConfiguredOne_TakesTheActiveOne()
    {
        await PutAsync("a", words: 1);
        using QdrantVectorStore next = StoreFactory.Open(_server, configure: options => options.Generation = "2");
        await next.ReplaceImageAsync(SyntheticWords.Image("a"), new SyntheticWords(1).Words(7), CancellationToken.None);
        using QdrantGenerations generations = StoreFactory.OpenGenerations(_server);
        await generations.ActivateAsync("2", CancellationToken.None);

        BackupManifest manifest = await BackUpAsync();

        Assert.Equal(("2", 7L), (manifest.Generations[0].Name, manifest.Generations[0].Words));
    }

    /// <summary>A silent half of an index would be the worst of all backups.</summary>
    [Fact]
    public async Task BackUpAndRestore_ClusterOfSeveralPeers_AreRefused()
    {
        await PutAsync("a", words: 1);
        await BackUpAsync();
        _server.Peers = 3;

        var backup = await Assert.ThrowsAsync<IndexBackupException>(
            () => Of(_server).BackUpAsync(_place.Combine("second"), CancellationToken.None));
        var restore = await Assert.ThrowsAsync<IndexBackupException>(() => RestoreAsync(_server, force: true));

        Assert.All([backup, restore], exception => Assert.True(exception.IsRefused));
        Assert.All([backup, restore], exception => Assert.Contains("3 peers", exception.Message, StringComparison.Ordinal));
        Assert.False(Path.Exists(_place.Combine("second")));
    }

    [Fact]
    public async Task BackUp_NoCollections_IsRefused()
    {
        var exception = await Assert.ThrowsAsync<IndexBackupException>(() => BackUpAsync());

        Assert.True(exception.IsRefused);
        Assert.Contains("conformance-images-1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_GenerationHoldsPoints_IsRefusedAndChangesNothing()
    {
        await PutAsync("old", words: 1);
        await BackUpAsync();
        await PutAsync("new", words: 1);

        var exception = await Assert.ThrowsAsync<IndexBackupException>(() => RestoreAsync(_server));

        Assert.True(exception.IsRefused);
        Assert.Contains("--force", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, _server["conformance-images-1"].Count);
    }

    [Fact]
    public async Task Restore_Forced_StandsBesideTheOldGenerationAndIsActive()
    {
        await PutAsync("old", words: 1);
        await BackUpAsync();
        await PutAsync("new", words: 1);

        RestoredCollections restored = await RestoreAsync(_server, force: true);

        Assert.StartsWith("restored-", restored.Generation, StringComparison.Ordinal);
        Assert.Equal(2, _server["conformance-images-1"].Count);
        Assert.Equal($"conformance-words-{restored.Generation}", _server.Aliases["conformance-words"]);
        Assert.Equal("conformance-images-1", _server.Aliases["conformance-former"]);
        using QdrantVectorStore reader = StoreFactory.Open(_server, configure: options => options.Generation = restored.Generation);
        ImageRecord image = Assert.Single(await reader.ListImagesAsync("tenant", null, null, 100, CancellationToken.None));
        Assert.Equal("old", image.Key.ImageId);
    }

    /// <summary>What a host makes on a wiped server when it starts, its check included.</summary>
    [Fact]
    public async Task Restore_CollectionsOfAHostThatStartedBefore_AreReplaced()
    {
        await PutAsync("old", words: 3);
        await BackUpAsync();
        using var wiped = new QdrantModelServer();
        wiped.Snapshots.Accept(_server.Snapshots);
        using QdrantVectorStore host = StoreFactory.Open(wiped);
        await host.CheckAsync(CancellationToken.None);

        RestoredCollections restored = await RestoreAsync(wiped);

        Assert.Equal("1", restored.Generation);
        Assert.Equal(3, (await host.GetWordsAsync(new("tenant", "old"), CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Restore_DamagedFile_IsFoundBeforeAnythingIsUploaded()
    {
        await PutAsync("a", words: 1);
        await BackUpAsync();
        string file = Path.Combine(BackupPath, "images.snapshot");
        byte[] content = await File.ReadAllBytesAsync(file);
        content[1500] ^= 1;
        await File.WriteAllBytesAsync(file, content);
        using var wiped = new QdrantModelServer();
        wiped.Snapshots.Accept(_server.Snapshots);
        using var counted = new ScriptedServer(wiped, request =>
            request.RequestUri!.AbsolutePath.EndsWith("/upload", StringComparison.Ordinal) ? throw new InvalidOperationException() : null);

        var exception = await Assert.ThrowsAsync<IndexBackupException>(() => RestoreAsync(counted));

        Assert.Contains("is damaged", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_ServerOfAnotherMinorVersion_IsRefused()
    {
        await PutAsync("a", words: 1);
        await BackUpAsync();
        using var newer = new QdrantModelServer { Version = "1.16.0" };

        var exception = await Assert.ThrowsAsync<IndexBackupException>(() => RestoreAsync(newer));

        Assert.Contains("restore with 1.15.x", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_SecondUploadFails_LeavesTheAliasesAlone()
    {
        await PutAsync("a", words: 1);
        await BackUpAsync();
        using var wiped = new QdrantModelServer();
        wiped.Snapshots.Accept(_server.Snapshots);

        await Assert.ThrowsAsync<VectorStoreException>(() => RestoreAsync(new ScriptedServer(wiped, request =>
            request.RequestUri!.AbsolutePath == "/collections/conformance-images-1/snapshots/upload"
                ? ScriptedServer.Error(503, "away") : null)));

        Assert.Empty(wiped.Aliases);
    }

    /// <summary>
    /// Between the two snapshots one image is new, one replaced, one deleted: the first is as if it had come later, the others are listed.
    /// </summary>
    [Fact]
    public async Task Restore_WrittenBetweenTheSnapshots_ListsWhatMustBeAnnouncedAgain()
    {
        foreach (string id in new[] { "kept", "replaced", "deleted" })
            await PutAsync(id, words: 4);
        int snapshots = 0;
        await BackUpAsync(new ScriptedServer(_server, async (request, token) =>
        {
            if (request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("/snapshots", StringComparison.Ordinal)
                && snapshots++ == 1)
            {
                await PutAsync("new", words: 2);
                await PutAsync("replaced", words: 5, version: 2);
                await PutAsync("deleted", words: 0, version: 2, ImageStatus.Deleted);
            }
            return null;
        }));
        using var wiped = new QdrantModelServer();
        wiped.Snapshots.Accept(_server.Snapshots);

        RestoredCollections restored = await RestoreAsync(wiped);

        Assert.Equal(
            [("deleted", 1L, 4, 0), ("replaced", 1L, 4, 0)],
            restored.Incomplete.Select(image => (image.Key.ImageId, image.Version, image.Expected, image.Found)));
        using QdrantVectorStore reader = StoreFactory.Open(wiped);
        Assert.Empty(await reader.GetImagesAsync([new("tenant", "new")], CancellationToken.None));
        Assert.Equal(4, (await reader.GetWordsAsync(new("tenant", "kept"), CancellationToken.None)).Count);
    }

    /// <summary>What the list asks for mends the index.</summary>
    [Fact]
    public async Task Restore_IncompleteImageAnnouncedAgain_IsWhole()
    {
        await PutAsync("replaced", words: 4);
        int snapshots = 0;
        await BackUpAsync(new ScriptedServer(_server, async (request, token) =>
        {
            if (request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("/snapshots", StringComparison.Ordinal)
                && snapshots++ == 1)
                await PutAsync("replaced", words: 5, version: 2);
            return null;
        }));
        using var wiped = new QdrantModelServer();
        wiped.Snapshots.Accept(_server.Snapshots);
        await RestoreAsync(wiped);

        using QdrantVectorStore store = StoreFactory.Open(wiped);
        await store.ReplaceImageAsync(SyntheticWords.Image("replaced", 2), new SyntheticWords(1).Words(5), CancellationToken.None);

        Assert.Equal(5, (await store.GetWordsAsync(new("tenant", "replaced"), CancellationToken.None)).Count);
    }

    /// <summary>More images than one request counts, of two tenants, and a record that a killed writer left behind.</summary>
    [Fact]
    public async Task Restore_ManyImagesAndALeftoverOfAKilledWriter_AreAllComplete()
    {
        using QdrantVectorStore store = StoreFactory.Open(_server);
        var words = new SyntheticWords(1);
        for (int i = 0; i < 1300; i++)
            await store.ReplaceImageAsync(
                SyntheticWords.Image($"{i}", tenant: i % 2 == 0 ? "tenant" : "other"), words.Words(1 + (i % 2)), CancellationToken.None);
        using QdrantVectorStore dying = StoreFactory.Open(new ScriptedServer(_server, request =>
            request.RequestUri!.AbsolutePath.EndsWith("/points/delete", StringComparison.Ordinal) ? ScriptedServer.Error(503, "") : null));
        await Assert.ThrowsAsync<VectorStoreException>(
            () => dying.ReplaceImageAsync(SyntheticWords.Image("4", 2), words.Words(3), CancellationToken.None));
        Assert.Equal(1301, _server["conformance-images-1"].Count);
        await BackUpAsync();

        RestoredCollections restored = await RestoreAsync(_server, force: true);

        Assert.Empty(restored.Incomplete);
    }

    private static bool IsDownload(HttpRequestMessage request) => ModelSnapshots.FileOf(request) is not null;

    private static QdrantIndexBackup Of(HttpMessageHandler server) => new(
        new QdrantVectorStoreOptions { Url = "http://qdrant.test:6333", CollectionPrefix = "conformance" },
        TimeProvider.System, NullLogger.Instance, server);

    private Task<BackupManifest> BackUpAsync(HttpMessageHandler? server = null) =>
        Of(server ?? _server).BackUpAsync(BackupPath, CancellationToken.None);

    private Task<RestoredCollections> RestoreAsync(HttpMessageHandler server, bool force = false) =>
        Of(server).RestoreAsync(BackupPath, force, CancellationToken.None);

    private async Task PutAsync(string id, int words, long version = 1, ImageStatus status = ImageStatus.Indexed)
    {
        using QdrantVectorStore store = StoreFactory.Open(_server);
        WordRecord[] given = new SyntheticWords(1).Words(words);
        await store.ReplaceImageAsync(SyntheticWords.Image(id, version, status), given, CancellationToken.None);
    }

    /// <summary>Breaks off after some bytes, as a connection does.</summary>
    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely.");
    }
}
