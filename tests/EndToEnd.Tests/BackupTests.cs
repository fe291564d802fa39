using System.Diagnostics;
using Indexing.EndToEnd.Tests.Distributed;
using Indexing.TestSupport;
using Indexing.VectorStore;
using Indexing.VectorStore.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Indexing.EndToEnd.Tests;

/// <summary><c>backup</c> and <c>restore</c> as an operator runs them: beside other processes, killed, on a full disk.</summary>
public sealed class BackupTests : IDisposable
{
    private const int MorePictures = 120;
    private static readonly string[] Questions = ["coffee", "harbour", "library", "fragile"];
    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task Restore_BackupMadeWhileIndexing_FindsWhatWasFoundAtThatTime()
    {
        _workplace.AddDemoPictures();
        using (await _workplace.RunAsync(0, "index", "pictures"))
        {
        }
        var before = await _workplace.ReadIndexAsync();
        var answers = await AnswersAsync();
        for (var seed = 0; seed < MorePictures; seed++)
            _workplace.Add($"more/{seed:000}.png", TestPictures.Png(seed, 400, 300));
        using var indexing = _workplace.Start("index", "pictures");
        await UntilAsync(indexing, async () => (await _workplace.ReadIndexAsync()).Count > before.Count + 3);

        using var backup = await _workplace.RunAsync(0, "backup", "--to", "backups/monday");
        Assert.True(indexing.IsRunning, "the backup was not made beside the indexing");
        await indexing.ExpectExitAsync(0);
        Directory.Delete(_workplace.Index, recursive: true);
        using var restore = await _workplace.RunAsync(0, "restore", "backups/monday");

        var after = await _workplace.ReadIndexAsync();
        Assert.Equal(before, after.Where(picture => !picture.Name.StartsWith("more", StringComparison.Ordinal)));
        Assert.InRange(after.Count, before.Count + 4, before.Count + MorePictures - 1);
        Assert.Equal(answers, await AnswersAsync());
        using var again = await _workplace.RunAsync(0, "index", "pictures");
        Assert.Contains($"{after.Count} unchanged", again.Output, StringComparison.Ordinal);
    }

    /// <summary>At four moments between the first byte and the last.</summary>
    [Fact]
    public async Task Backup_Killed_LeavesNothingThatLooksLikeABackup()
    {
        await FillAsync(megabytes: 300);
        var whole = new FileInfo(Path.Combine(_workplace.Index, "index.db")).Length;
        for (var quarter = 0; quarter < 4; quarter++)
        {
            using var backup = _workplace.Start("backup", "--to", "backup");
            await UntilAsync(backup, () => Task.FromResult(SizeOf("backup.partial/index.db") > whole * quarter / 4));
            await backup.KillAsync();

            Assert.False(Directory.Exists(_workplace.Combine("backup")));
            using var refused = await _workplace.RunAsync(2, "restore", "backup", "--index", "restored");
            using var partial = await _workplace.RunAsync(2, "restore", "backup.partial", "--index", "restored");
            Assert.Contains("no complete backup", refused.Error + partial.Error, StringComparison.Ordinal);
            Assert.False(Directory.Exists(_workplace.Combine("restored")));
        }

        using var last = await _workplace.RunAsync(0, "backup", "--to", "backup");
        using var restore = await _workplace.RunAsync(0, "restore", "backup", "--index", "restored");
        Assert.False(Path.Exists(_workplace.Combine("backup.partial")));
        Assert.Contains("restored to", restore.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_Killed_LeavesNoIndexAndCanBeRepeated()
    {
        await FillAsync(megabytes: 300);
        using var backup = await _workplace.RunAsync(0, "backup", "--to", "backup");
        using var restore = _workplace.Start("restore", "backup", "--index", "restored");
        await UntilAsync(restore, () => Task.FromResult(SizeOf("restored.restoring/index.db") > 50_000_000));
        await restore.KillAsync();

        Assert.False(Directory.Exists(_workplace.Combine("restored")));
        using var again = await _workplace.RunAsync(0, "restore", "backup", "--index", "restored");
        Assert.False(Directory.Exists(_workplace.Combine("restored.restoring")));
    }

    [Fact]
    public async Task Backup_DiskFull_SaysSoAndLeavesNothing()
    {
        await FillAsync(megabytes: 40);
        using var disk = new SmallDisk(megabytes: 16);

        using var backup = await _workplace.RunAsync(3, "backup", "--to", disk.Combine("backup"));

        Assert.Contains("full", backup.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(disk.Path));
    }

    [Fact]
    public async Task Restore_DiskFull_SaysSoAndLeavesTheOldIndex()
    {
        await FillAsync(megabytes: 40);
        using var backup = await _workplace.RunAsync(0, "backup", "--to", "backup");
        using var disk = new SmallDisk(megabytes: 16);
        var old = disk.Combine("index/folders.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(old)!);
        await File.WriteAllTextAsync(old, "what was there\n");

        using var restore = await _workplace.RunAsync(3, "restore", "backup", "--index", disk.Combine("index"), "--force");

        Assert.Contains("space", restore.Error, StringComparison.Ordinal);
        Assert.Equal([disk.Combine("index")], Directory.GetFileSystemEntries(disk.Path));
        Assert.Equal("what was there\n", await File.ReadAllTextAsync(old));
    }

    /// <summary>Best hits by file and score of every question; pictures that came later share no word with them.</summary>
    private async Task<List<string>> AnswersAsync()
    {
        var answers = new List<string>();
        foreach (var question in Questions)
        {
            using var search = await _workplace.RunAsync(0, "search", question, "--top", "1", "--json");
            using var document = System.Text.Json.JsonDocument.Parse(search.Output);
            var hit = document.RootElement.GetProperty("hits")[0];
            answers.Add($"{hit.GetProperty("imageId")} {hit.GetProperty("score").GetDouble():0.0000}");
        }

        return answers;
    }

    private async Task FillAsync(int megabytes)
    {
        var options = Options.Create(new SqliteVectorStoreOptions { Directory = _workplace.Index });
        await using var store = new SqliteVectorStore(options, TimeProvider.System, NullLogger<SqliteVectorStore>.Instance);
        var eight = new ParallelOptions { MaxDegreeOfParallelism = 8 };
        await Parallel.ForEachAsync(Enumerable.Range(0, megabytes), eight, async (number, token) =>
        {
            var words = new SyntheticWords(number);
            await store.ReplaceImageAsync(
                SyntheticWords.Image($"{number}"), [.. Enumerable.Range(0, 40).Select(n => words.Word(n, posteriorBytes: 24_000))], token);
        });
    }

    private long SizeOf(string relative)
    {
        var file = new FileInfo(_workplace.Combine(relative));
        return file.Exists ? file.Length : 0;
    }

    private static async Task UntilAsync(IndexingProcess process, Func<Task<bool>> isSo)
    {
        var start = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(process.IsRunning && Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(2), process.Output + process.Error);
            await Task.Delay(1);
        }
    }
}
