using System.Diagnostics;
using Indexing.TestSupport;
using Indexing.VectorStore.Sqlite.Database;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Indexing.VectorStore.Sqlite.Tests;

/// <summary>What the caller is told when the store cannot do its work.</summary>
public sealed class FailureTests : IAsyncDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly SyntheticWords _synthetic = new(seed: 2);

    private string DatabasePath => Path.Combine(_folder.Path, "index.db");

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task ReplaceImage_AnotherWriterHoldsTheDatabase_FailsAsTransient()
    {
        var options = new SqliteVectorStoreOptions { Directory = _folder.Path, BusyTimeout = TimeSpan.FromMilliseconds(200) };
        await using var store = new SqliteVectorStore(options, TimeProvider.System, NullLogger.Instance, new());
        await store.GetStatisticsAsync("tenant", CancellationToken.None);
        await using var other = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        await other.OpenAsync();
        await using var begin = new SqliteCommand("begin immediate", other);
        await begin.ExecuteNonQueryAsync();

        VectorStoreException exception = await Assert.ThrowsAsync<VectorStoreException>(() => PutAsync(store, "a"));

        Assert.True(exception.IsTransient);
        await using var end = new SqliteCommand("commit", other);
        await end.ExecuteNonQueryAsync();
        Assert.Equal(ReplaceResult.Replaced, await PutAsync(store, "a"));
    }

    [Fact]
    public async Task AnyCall_ForeignDatabase_FailsForGood()
    {
        await using (var foreign = new SqliteConnection($"Data Source={DatabasePath};Pooling=False"))
        {
            await foreign.OpenAsync();
            await using var create = new SqliteCommand("create table recipes(name text)", foreign);
            await create.ExecuteNonQueryAsync();
        }

        VectorStoreException exception = await Assert.ThrowsAsync<VectorStoreException>(() => PutAsync(_folder.Open(), "a"));

        Assert.False(exception.IsTransient);
        Assert.Contains("another program", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public async Task AnyCall_IndexOfAnotherFormat_FailsForGoodAndNamesBoth(int format)
    {
        await PutAsync(_folder.Open(), "a");
        await _folder.CloseAsync();
        await using (var other = new SqliteConnection($"Data Source={DatabasePath};Pooling=False"))
        {
            await other.OpenAsync();
            await using var change = new SqliteCommand($"pragma user_version={format}", other);
            await change.ExecuteNonQueryAsync();
        }

        VectorStoreException exception = await Assert.ThrowsAsync<VectorStoreException>(() => PutAsync(_folder.Open(), "a"));

        Assert.False(exception.IsTransient);
        Assert.Contains($"has format {format}; this program reads format 4", exception.Message, StringComparison.Ordinal);
        Assert.Contains("index again", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCall_FileThatIsNoDatabase_FailsForGood()
    {
        await File.WriteAllTextAsync(DatabasePath, new string('x', 20_000));

        VectorStoreException exception = await Assert.ThrowsAsync<VectorStoreException>(() => PutAsync(_folder.Open(), "a"));

        Assert.False(exception.IsTransient);
    }

    [Fact]
    public async Task AnyCall_FolderCannotExist_FailsForGood()
    {
        string file = Path.Combine(_folder.Path, "file");
        await File.WriteAllTextAsync(file, "");

        VectorStoreException exception = await Assert.ThrowsAsync<VectorStoreException>(() =>
            PutAsync(_folder.Open(path: Path.Combine(file, "below")), "a"));

        Assert.False(exception.IsTransient);
    }

    [Fact]
    public void Translate_DatabaseFull_IsNotTransientAndSaysWhatToDo()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var limit = new SqliteCommand("create table t(x); pragma max_page_count=4", connection);
        limit.ExecuteNonQuery();
        using var fill = new SqliteCommand("insert into t values (zeroblob(1000000))", connection);
        SqliteException full = Assert.Throws<SqliteException>(() => fill.ExecuteNonQuery());

        VectorStoreException exception = SqliteErrors.Translate(full, DatabasePath);

        Assert.False(exception.IsTransient);
        Assert.Contains("disk is full", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReplaceImage_DiskFullThenReadOnly_FailsForGoodAndKeepsWhatIsStored()
    {
        string disk = Directory.CreateDirectory(Path.Combine(_folder.Path, "disk")).FullName;
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk), "only root can mount a small disk");
        try
        {
            SqliteVectorStore store = _folder.Open(StoreFolder.SmallSegments, path: disk);
            int stored = 0;
            VectorStoreException full = await Assert.ThrowsAsync<VectorStoreException>(async () =>
            {
                for (; stored < 1000; stored++)
                    await PutAsync(store, $"{stored}", words: 50);
            });
            Assert.False(full.IsTransient);
            Assert.Contains("Free space", full.Message, StringComparison.Ordinal);
            Assert.Equal(Math.Min(10_000, stored * 50), await CountAsync(store));

            await store.DisposeAsync();

            Assert.True(Run("mount", "-o", "remount,ro", disk), "the mount cannot be made read-only");
            VectorStoreException readOnly = await Assert.ThrowsAsync<VectorStoreException>(() =>
                PutAsync(_folder.Open(path: disk), "other"));
            Assert.False(readOnly.IsTransient);
            Assert.Contains("read-only", readOnly.Message, StringComparison.Ordinal);
        }
        finally
        {
            Run("umount", "-l", disk);
        }
    }

    [Fact]
    public async Task AnyCall_AfterDispose_Throws()
    {
        SqliteVectorStore store = _folder.Open();
        Task<ReplaceResult> accepted = PutAsync(store, "a");
        await store.DisposeAsync();

        Assert.Equal(ReplaceResult.Replaced, await accepted);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => PutAsync(store, "b"));
    }

    private async Task<int> CountAsync(SqliteVectorStore store) =>
        (await store.SearchWordsAsync(SyntheticWords.Search(_synthetic.UnitVector(), 10_000), CancellationToken.None)).Count;

    private Task<ReplaceResult> PutAsync(SqliteVectorStore store, string imageId, int words = 1) =>
        store.ReplaceImageAsync(SyntheticWords.Image(imageId), _synthetic.Words(words), CancellationToken.None);

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
        process!.WaitForExit();
        return process.ExitCode == 0;
    }
}
