using System.Text.Json.Nodes;
using Indexing.TestSupport;
using Indexing.VectorStore.Backup;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Indexing.VectorStore.Sqlite.Tests;

/// <summary>What goes into a backup, what comes out of it, and what is refused; <see cref="BackupUnderLoadTests"/> has the load.</summary>
public sealed class BackupTests : IAsyncDisposable
{
    private readonly TemporaryFolder _place = new();
    private readonly StoreFolder _folder;

    public BackupTests() => _folder = new StoreFolder(Directory.CreateDirectory(_place.Combine("index")).FullName);

    private string BackupPath => _place.Combine("backup");

    public async ValueTask DisposeAsync()
    {
        await _folder.CloseAsync();
        _place.Dispose();
    }

    [Fact]
    public async Task Restore_AfterTotalWipe_BringsBackEveryFileThatMatters()
    {
        await PutAsync("a", words: 400);
        _place.Write("index/inline/ab/picture-1", "bytes of an uploaded picture");
        _place.Write("index/folders.txt", "/pictures\n");

        BackupManifest manifest = await OfIndex().BackUpAsync(BackupPath, CancellationToken.None);
        await WipeAsync();
        RestoredIndex restored = await OfIndex().RestoreAsync(BackupPath, force: false, CancellationToken.None);

        Assert.Equal(["folders.txt", "index.db", "inline/ab/picture-1"], manifest.Files.Select(file => file.Path));
        Assert.Null(restored.MovedTo);
        Assert.Equal(0, restored.StrayPictures);
        Assert.Equal("bytes of an uploaded picture", await File.ReadAllTextAsync(_place.Combine("index/inline/ab/picture-1")));
        Assert.Equal("/pictures\n", await File.ReadAllTextAsync(_place.Combine("index/folders.txt")));
        Assert.Equal(400, (await _folder.Open().GetWordsAsync(new("tenant", "a"), CancellationToken.None)).Count);
    }

    [Fact]
    public async Task BackUp_Manifest_SaysWhatIsInIt()
    {
        await PutAsync("a", words: 3);
        await PutAsync("b", words: 4);

        BackupManifest manifest = await OfIndex().BackUpAsync(BackupPath, CancellationToken.None);

        BackupGeneration generation = Assert.Single(manifest.Generations);
        Assert.Equal(("1", 4, 2, 7), (generation.Name, generation.SchemaVersion, generation.Images, generation.Words));
        Assert.Equal(["scene-text/1"], generation.ModelPacks);
        Assert.NotEqual(Guid.Empty, generation.StoreId);
        BackupReader read = await BackupReader.OpenAsync(BackupPath, "sqlite", CancellationToken.None);
        Assert.Equivalent(manifest, read.Manifest, strict: true);
    }

    [Fact]
    public async Task Restore_SeveralGenerations_KeepsThemAndThePointer()
    {
        await PutAsync("a", words: 1);
        await _folder.Open(path: _place.Combine("index/generations/2"))
            .ReplaceImageAsync(SyntheticWords.Image("a"), new SyntheticWords(2).Words(5), CancellationToken.None);
        _place.Write("index/generations.json", """{"active":"2"}""");

        BackupManifest manifest = await OfIndex().BackUpAsync(BackupPath, CancellationToken.None);
        await WipeAsync();
        await OfIndex().RestoreAsync(BackupPath, force: false, CancellationToken.None);

        Assert.Equal([("1", 1L), ("2", 5L)], manifest.Generations.Select(generation => (generation.Name, generation.Words)));
        Assert.Equal("""{"active":"2"}""", manifest.GenerationPointer);
        Assert.Equal("""{"active":"2"}""", await File.ReadAllTextAsync(_place.Combine("index/generations.json")));
        SqliteVectorStore second = _folder.Open(path: _place.Combine("index/generations/2"));
        Assert.Equal(5, (await second.GetWordsAsync(new("tenant", "a"), CancellationToken.None)).Count);
    }

    /// <summary>Restored without segment files it must neither miss words nor complain, and keep the log that readers need.</summary>
    [Fact]
    public async Task Restore_IndexWithSegments_MakesThemAnew()
    {
        SqliteVectorStore store = _folder.Open(StoreFolder.SmallSegments);
        WordRecord[] words = new SyntheticWords(3).Words(300);
        await store.ReplaceImageAsync(SyntheticWords.Image("a"), words, CancellationToken.None);
        await store.MaintainAsync(CancellationToken.None);
        Assert.NotEmpty(Directory.GetFiles(_folder.SegmentsPath));

        await OfIndex().BackUpAsync(BackupPath, CancellationToken.None);
        await WipeAsync();
        await OfIndex().RestoreAsync(BackupPath, force: false, CancellationToken.None);

        Assert.Equal("wal", await AskAsync("pragma journal_mode"));
        Assert.Equal("0", await AskAsync("select count(*) from segments"));
        SqliteVectorStore restored = _folder.Open(StoreFolder.SmallSegments);
        await restored.MaintainAsync(CancellationToken.None);
        Assert.NotEmpty(Directory.GetFiles(_folder.SegmentsPath));
        Assert.All(words, word => Assert.Equal(word.RegionIndex, Nearest(restored, word).Result));
    }

    [Fact]
    public async Task Restore_IndexWithScenes_FindsThemAgain()
    {
        SqliteVectorStore store = _folder.Open(StoreFolder.SmallSegments);
        var scenes = new SyntheticWords(5, dimension: 96);
        float[][] vectors = [.. Enumerable.Range(0, 250).Select(_ => scenes.UnitVector())];
        foreach ((int n, float[] vector) in vectors.Index())
            await store.ReplaceImageAsync(SyntheticWords.Image($"{n}"), [], vector, CancellationToken.None);
        await store.MaintainAsync(CancellationToken.None);

        await OfIndex().BackUpAsync(BackupPath, CancellationToken.None);
        await WipeAsync();
        await OfIndex().RestoreAsync(BackupPath, force: false, CancellationToken.None);

        Assert.Equal("0", await AskAsync("select count(*) from scene_segments"));
        SqliteVectorStore restored = _folder.Open(StoreFolder.SmallSegments);
        foreach ((int n, float[] vector) in vectors.Index())
            Assert.Equal($"{n}", await NearestSceneAsync(restored, vector));
    }

    [Fact]
    public async Task BackUp_IndexFromBeforeThereWereScenes_LeavesItAsItIs()
    {
        await PutAsync("a", words: 3);
        await _folder.ForgetScenesAsync();

        BackupManifest manifest = await OfIndex().BackUpAsync(BackupPath, CancellationToken.None);

        Assert.Equal("3", await AskAsync("pragma user_version"));
        Assert.Equal((4, 3), (manifest.Generations[0].SchemaVersion, manifest.Generations[0].Words));
        await Of(_place.Combine("restored")).RestoreAsync(BackupPath, force: false, CancellationToken.None);
        Assert.Equal(["a"], await ImagesAsync(_place.Combine("restored")));
    }

    /// <summary>Its database is one of those that are opened by adding the scenes, and its manifest says so.</summary>
    [Fact]
    public async Task Restore_BackupFromBeforeThereWereScenes_IsOpenedAndTakesThem()
    {
        await PutAsync("a", words: 3);
        await OfIndex().BackUpAsync(BackupPath, CancellationToken.None);
        await _folder.ForgetScenesAsync();
        File.Copy(Path.Combine(_folder.Path, "index.db"), Path.Combine(BackupPath, "index.db"), overwrite: true);
        byte[] database = await File.ReadAllBytesAsync(Path.Combine(BackupPath, "index.db"));
        ChangeManifest(manifest =>
        {
            manifest["generations"]![0]!["schemaVersion"] = 3;
            JsonNode file = manifest["files"]!.AsArray().Single(one => (string)one!["path"]! == "index.db")!;
            file["bytes"] = database.Length;
            file["sha256"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(database));
        });

        await Of(_place.Combine("restored")).RestoreAsync(BackupPath, force: false, CancellationToken.None);

        SqliteVectorStore restored = _folder.Open(path: _place.Combine("restored"));
        float[] scene = new SyntheticWords(5, dimension: 96).UnitVector();
        await restored.ReplaceImageAsync(SyntheticWords.Image("b"), [], scene, CancellationToken.None);
        Assert.Equal(3, (await restored.GetWordsAsync(new("tenant", "a"), CancellationToken.None)).Count);
        Assert.Equal("b", await NearestSceneAsync(restored, scene));
    }

    [Fact]
    public async Task BackUp_SceneWithoutItsImage_IsRefusedAsDamaged()
    {
        await _folder.Open().ReplaceImageAsync(
            SyntheticWords.Image("a"), [], new SyntheticWords(5, dimension: 96).UnitVector(), CancellationToken.None);
        await _folder.CloseAsync();
        await AskAsync("delete from images");

        var exception = await Assert.ThrowsAsync<IndexBackupException>(() => OfIndex().BackUpAsync(BackupPath, CancellationToken.None));

        Assert.Contains("1 scenes lack their image", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_TargetIsNotEmpty_IsRefusedAndChangesNothing()
    {
        await PutAsync("old", words: 1);
        await OfIndex().BackUpAsync(BackupPath, CancellationToken.None);
        await PutAsync("new", words: 1);
        await _folder.CloseAsync();

        IndexBackupException exception = await RefusedAsync(() => OfIndex().RestoreAsync(BackupPath, false, CancellationToken.None));

        Assert.Contains("--force", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["new", "old"], await ImagesAsync(_folder.Path));
    }

    [Fact]
    public async Task Restore_Forced_MovesTheOldIndexAside()
    {
        await PutAsync("old", words: 1);
        await OfIndex().BackUpAsync(BackupPath, CancellationToken.None);
        await PutAsync("new", words: 1);
        await _folder.CloseAsync();

        RestoredIndex restored = await OfIndex().RestoreAsync(BackupPath, force: true, CancellationToken.None);

        Assert.Equal(["old"], await ImagesAsync(_folder.Path));
        Assert.Equal(["new", "old"], await ImagesAsync(restored.MovedTo!));
    }

    [Fact]
    public async Task Restore_ForcedWhileAProgramHasTheIndexOpen_IsRefused()
    {
        await PutAsync("old", words: 1);
        await OfIndex().BackUpAsync(BackupPath, CancellationToken.None);

        IndexBackupException exception = await RefusedAsync(() => OfIndex().RestoreAsync(BackupPath, true, CancellationToken.None));

        Assert.Contains("Stop it first", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>What stands in the records are absolute addresses.</summary>
    [Fact]
    public async Task Restore_ElsewhereWithKeptPictures_TellsOfThem()
    {
        await PutAsync("a", words: 1);
        _place.Write("index/inline/ab/picture-1", "x");
        await OfIndex().BackUpAsync(BackupPath, CancellationToken.None);

        RestoredIndex restored = await Of(_place.Combine("elsewhere")).RestoreAsync(BackupPath, false, CancellationToken.None);

        Assert.Equal(1, restored.StrayPictures);
    }

    [Theory]
    [InlineData("index.db", "flip", "has changed")]
    [InlineData("index.db", "shorten", "bytes instead of")]
    [InlineData("inline/picture", "flip", "has changed")]
    [InlineData("inline/picture", "remove", "cannot be read")]
    [InlineData("manifest.json", "shorten", "manifest.json cannot be read")]
    public async Task Restore_DamagedFile_IsFoundBeforeAnythingIsPlaced(string file, string damage, string message)
    {
        await PutAsync("a", words: 20);
        _place.Write("index/inline/picture", "bytes");
        await OfIndex().BackUpAsync(BackupPath, CancellationToken.None);
        Damage(Path.Combine(BackupPath, file), damage);

        var exception = await Assert.ThrowsAsync<IndexBackupException>(
            () => Of(_place.Combine("restored")).RestoreAsync(BackupPath, false, CancellationToken.None));

        Assert.False(exception.IsRefused);
        Assert.Contains("is damaged", exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.False(Path.Exists(_place.Combine("restored")) || Path.Exists(_place.Combine("restored.restoring")));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/outside")]
    [InlineData("a/../../outside")]
    public async Task Restore_ManifestThatLeadsOutOfTheFolder_IsDamaged(string path)
    {
        await PutAsync("a", words: 1);
        await OfIndex().BackUpAsync(BackupPath, CancellationToken.None);
        ChangeManifest(manifest => manifest["files"]![0]!["path"] = path);

        var exception = await Assert.ThrowsAsync<IndexBackupException>(
            () => Of(_place.Combine("restored")).RestoreAsync(BackupPath, false, CancellationToken.None));

        Assert.Contains("is damaged", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("formatVersion", 2, "has format 2; this program reads format 1")]
    [InlineData("store", "qdrant", "made of a qdrant store")]
    [InlineData("generations/schemaVersion", 2, "an index of format 2; this program reads format 4")]
    public async Task Restore_BackupOfAnotherKind_IsRefused(string key, object value, string message)
    {
        await PutAsync("a", words: 1);
        await OfIndex().BackUpAsync(BackupPath, CancellationToken.None);
        ChangeManifest(manifest =>
        {
            JsonObject of = key.Contains('/', StringComparison.Ordinal) ? manifest["generations"]![0]!.AsObject() : manifest;
            of[key.Split('/')[^1]] = value is int number ? number : (string)value;
        });

        IndexBackupException exception = await RefusedAsync(
            () => Of(_place.Combine("restored")).RestoreAsync(BackupPath, false, CancellationToken.None));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_FolderWithoutManifest_IsNoBackup()
    {
        Directory.CreateDirectory(BackupPath + ".partial");

        IndexBackupException exception = await RefusedAsync(
            () => Of(_place.Combine("restored")).RestoreAsync(BackupPath + ".partial", false, CancellationToken.None));

        Assert.Contains("no complete backup", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BackUp_FolderExists_IsRefused()
    {
        await PutAsync("a", words: 1);
        Directory.CreateDirectory(BackupPath);

        await RefusedAsync(() => OfIndex().BackUpAsync(BackupPath, CancellationToken.None));
    }

    [Fact]
    public async Task BackUp_FolderWithinTheIndex_IsRefused()
    {
        await PutAsync("a", words: 1);

        await RefusedAsync(() => OfIndex().BackUpAsync(_place.Combine("index/backup"), CancellationToken.None));
    }

    [Fact]
    public async Task BackUp_NoIndex_IsRefusedAndMakesNone()
    {
        await RefusedAsync(() => Of(_place.Combine("typo")).BackUpAsync(BackupPath, CancellationToken.None));

        Assert.False(Path.Exists(_place.Combine("typo")) || Path.Exists(BackupPath));
    }

    [Fact]
    public async Task BackUp_LeftoverOfAKilledOne_IsTakenAway()
    {
        await PutAsync("a", words: 1);
        _place.Write("backup.partial/index.db", "half a database");
        _place.Write("backup.partial/stray", "x");
        _place.Write("backup.partial.lock", "");

        await OfIndex().BackUpAsync(BackupPath, CancellationToken.None);

        Assert.Equal(["index.db", "manifest.json"], Directory.GetFiles(BackupPath).Select(path => Path.GetFileName(path)).Order());
        Assert.False(Path.Exists(BackupPath + ".partial") || Path.Exists(BackupPath + ".partial.lock"));
    }

    [Fact]
    public async Task BackUp_AnotherOneIntoTheSameFolder_IsRefused()
    {
        await PutAsync("a", words: 1);
        using var other = StagedFolder.Create(BackupPath, ".partial");

        IndexBackupException exception = await RefusedAsync(() => OfIndex().BackUpAsync(BackupPath, CancellationToken.None));

        Assert.Contains("Another program", exception.Message, StringComparison.Ordinal);
        Assert.True(Directory.Exists(other.Path));
    }

    [Fact]
    public async Task BackUp_FolderCannotBeMade_SaysSo()
    {
        await PutAsync("a", words: 1);
        _place.Write("file", "");

        var exception = await Assert.ThrowsAsync<IndexBackupException>(
            () => OfIndex().BackUpAsync(_place.Combine("file/backup"), CancellationToken.None));

        Assert.Contains("cannot be written", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>A page of the source that no longer reads: nobody shall believe that there is a backup.</summary>
    [Fact]
    public async Task BackUp_DamagedIndex_MakesNone()
    {
        await PutAsync("a", words: 500);
        await _folder.CloseAsync();
        Damage(Path.Combine(_folder.Path, "index.db"), "blank");

        var exception = await Assert.ThrowsAsync<IndexBackupException>(() => OfIndex().BackUpAsync(BackupPath, CancellationToken.None));

        Assert.Contains("damaged", exception.Message, StringComparison.Ordinal);
        Assert.False(Path.Exists(BackupPath) || Path.Exists(BackupPath + ".partial"));
    }

    [Fact]
    public async Task BackUp_LostWords_MakesNone()
    {
        await PutAsync("a", words: 5);
        await AskAsync("delete from words where region_index = 3");

        var exception = await Assert.ThrowsAsync<IndexBackupException>(() => OfIndex().BackUpAsync(BackupPath, CancellationToken.None));

        Assert.Contains("1 images lack words", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BackUp_ForeignDatabase_IsRefused()
    {
        await AskAsync("create table recipes(name text)");

        await RefusedAsync(() => OfIndex().BackUpAsync(BackupPath, CancellationToken.None));
    }

    [Fact]
    public async Task BackUp_Cancelled_LeavesNothing()
    {
        await PutAsync("a", words: 1);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => OfIndex().BackUpAsync(BackupPath, new CancellationToken(canceled: true)));

        Assert.Equal([_folder.Path], Directory.GetFileSystemEntries(_place.Path));
    }

    private static async Task<IndexBackupException> RefusedAsync(Func<Task> call)
    {
        var exception = await Assert.ThrowsAsync<IndexBackupException>(call);
        Assert.True(exception.IsRefused, exception.Message);
        return exception;
    }

    private static SqliteIndexBackup Of(string directory) => new(
        Options.Create(new SqliteVectorStoreOptions { Directory = directory }),
        TimeProvider.System,
        NullLogger<SqliteIndexBackup>.Instance);

    private SqliteIndexBackup OfIndex() => Of(_folder.Path);

    private Task<ReplaceResult> PutAsync(string id, int words) => _folder.Open().ReplaceImageAsync(
        SyntheticWords.Image(id), new SyntheticWords(1).Words(words), CancellationToken.None);

    private async Task WipeAsync()
    {
        await _folder.CloseAsync();
        Directory.Delete(_folder.Path, recursive: true);
    }

    private async Task<IEnumerable<string>> ImagesAsync(string path)
    {
        SqliteVectorStore store = _folder.Open(path: path);
        return (await store.ListImagesAsync("tenant", null, null, 100, CancellationToken.None)).Select(image => image.Key.ImageId);
    }

    private static async Task<int> Nearest(SqliteVectorStore store, WordRecord word) =>
        (await store.SearchWordsAsync(SyntheticWords.Search(word.Lexical, 1), CancellationToken.None)).Single().Word.RegionIndex;

    private static async Task<string> NearestSceneAsync(SqliteVectorStore store, float[] vector) =>
        (await store.SearchScenesAsync(
            new SceneSearch { Tenant = "tenant", Vector = vector, Limit = 1 }, CancellationToken.None)).Single().Image.ImageId;

    private async Task<string?> AskAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "index.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = new SqliteCommand(sql, connection);
        return (await command.ExecuteScalarAsync())?.ToString();
    }

    private void ChangeManifest(Action<JsonObject> change)
    {
        string path = Path.Combine(BackupPath, "manifest.json");
        JsonObject manifest = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        change(manifest);
        File.WriteAllText(path, manifest.ToJsonString());
    }

    private static void Damage(string path, string how)
    {
        if (how == "remove")
        {
            File.Delete(path);
            return;
        }
        byte[] content = File.ReadAllBytes(path);
        if (how == "flip")
            content[content.Length / 2] ^= 0x10;
        if (how == "blank")
            Array.Clear(content, content.Length / 2, 16_384);
        File.WriteAllBytes(path, how == "shorten" ? content[..^1] : content);
    }
}
