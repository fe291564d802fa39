using Indexing.TestSupport;
using Microsoft.Data.Sqlite;

namespace Indexing.VectorStore.Sqlite.Tests;

/// <summary>Shared commits and waiting for other writers.</summary>
public sealed class WriteQueueTests : IAsyncDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly SyntheticWords _synthetic = new(seed: 4);

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task ReplaceImage_ManyAtOnce_ShareCommits()
    {
        SqliteVectorStore store = await OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => PutAsync(store, $"{i}")));

        Assert.InRange(await NumberAsync("select generation from state"), 2, 100);
        Assert.Equal(200, await NumberAsync("select count(*) from images"));
    }

    [Fact]
    public async Task ReplaceImage_OneOfAGroupIsRefused_TheOthersAreStored()
    {
        SqliteVectorStore store = await OpenAsync();
        await PutAsync(store, "first");
        await using SqliteConnection other = await HoldAsync();
        Task<ReplaceResult> good = PutAsync(store, "good");
        Task<ReplaceResult> wrong = store.ReplaceImageAsync(
            SyntheticWords.Image("wrong"), new SyntheticWords(1, dimension: 64).Words(1), CancellationToken.None);
        Task<ReplaceResult> alsoGood = PutAsync(store, "also good");
        await ExecuteAsync(other, "commit");

        await Assert.ThrowsAsync<VectorStoreException>(() => wrong);
        Assert.Equal((ReplaceResult.Replaced, ReplaceResult.Replaced), (await good, await alsoGood));
    }

    [Fact]
    public async Task ReplaceImage_ConceptsOfTwoDimensionsInAGroup_TheFirstDecides()
    {
        SqliteVectorStore store = await OpenAsync();
        await using SqliteConnection other = await HoldAsync();
        var concepts = new SyntheticWords(1, dimension: 64);
        Task<ReplaceResult> first = PutAsync(store, "first", concepts.UnitVector());
        Task<ReplaceResult> wrong = PutAsync(store, "wrong", new SyntheticWords(1, dimension: 48).UnitVector());
        Task<ReplaceResult> without = PutAsync(store, "without");
        Task<ReplaceResult> alike = PutAsync(store, "alike", concepts.UnitVector());
        await ExecuteAsync(other, "commit");

        VectorStoreException exception = await Assert.ThrowsAsync<VectorStoreException>(() => wrong);
        Assert.False(exception.IsTransient);
        Assert.Contains("48 numbers, but this index holds Concept vectors of 64", exception.Message, StringComparison.Ordinal);
        Assert.All(await Task.WhenAll(first, without, alike), result => Assert.Equal(ReplaceResult.Replaced, result));
        Assert.Equal(64, await NumberAsync("select concept_dimension from state"));
        Assert.Equal(2, await NumberAsync("select count(*) from words where length(concept) = 64 * 2"));
        Assert.Equal(1, await NumberAsync("select count(*) from words where concept is null"));
    }

    [Fact]
    public async Task ReplaceImage_CancelledWhileAnotherWriterIsAtWork_ReturnsAtOnceAndStoresNothing()
    {
        SqliteVectorStore store = await OpenAsync();
        await using SqliteConnection other = await HoldAsync();
        using var cancel = new CancellationTokenSource();
        Task<ReplaceResult> waiting = store.ReplaceImageAsync(SyntheticWords.Image("a"), _synthetic.Words(1), cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(10)));
        await ExecuteAsync(other, "commit");
        await PutAsync(store, "b");
        Assert.Equal(1, await NumberAsync("select count(*) from images"));
    }

    [Theory]
    [InlineData('a', 0x0000)]
    [InlineData('a', 0xD800)]
    [InlineData(0xDC00, 0xD800)]
    public async Task ReplaceImage_IdThatSqliteWouldChange_IsRefused(int first, int second) =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await PutAsync(_folder.Open(), $"{(char)first}{(char)second}"));

    private async Task<SqliteVectorStore> OpenAsync()
    {
        SqliteVectorStore store = _folder.Open();
        await store.GetStatisticsAsync("tenant", CancellationToken.None);
        return store;
    }

    private Task<ReplaceResult> PutAsync(SqliteVectorStore store, string imageId, float[]? concept = null) =>
        store.ReplaceImageAsync(SyntheticWords.Image(imageId), [_synthetic.Word(0, concept: concept)], CancellationToken.None);

    /// <summary>Another writer in the middle of a transaction.</summary>
    private async Task<SqliteConnection> HoldAsync()
    {
        SqliteConnection connection = await ConnectAsync();
        await ExecuteAsync(connection, "begin immediate");
        return connection;
    }

    private async Task<SqliteConnection> ConnectAsync()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "index.db")};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    private async Task<long> NumberAsync(string sql)
    {
        await using SqliteConnection connection = await ConnectAsync();
        await using var command = new SqliteCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = new SqliteCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
