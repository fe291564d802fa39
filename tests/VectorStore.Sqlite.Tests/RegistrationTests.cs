using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Indexing.VectorStore.Sqlite.Tests;

public sealed class RegistrationTests : IAsyncDisposable
{
    private readonly StoreFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task AddSqliteVectorStore_Configured_ProvidesAWorkingStore()
    {
        await using ServiceProvider provider = Provider(options => options.Directory = _folder.Path);

        StoreStatistics statistics = await provider.GetRequiredService<IVectorStore>().GetStatisticsAsync("tenant", CancellationToken.None);

        Assert.Equal(0, statistics.Words);
    }

    [Fact]
    public void AddSqliteVectorStore_WrongOptions_NamesEachWithWhatIsAllowed()
    {
        using ServiceProvider provider = Provider(options =>
        {
            options.BusyTimeout = TimeSpan.Zero;
            options.ScanThreads = 0;
        });

        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(
            provider.GetRequiredService<IVectorStore>);

        Assert.Equal(3, exception.Failures.Count());
        Assert.Contains(exception.Failures, failure => failure.Contains("Directory is empty", StringComparison.Ordinal));
        Assert.Contains(exception.Failures, failure => failure.Contains("between 00:00:00.1000000 and 00:10:00", StringComparison.Ordinal));
        Assert.Contains(exception.Failures, failure => failure.Contains("between 1 and 64", StringComparison.Ordinal));
    }

    private static ServiceProvider Provider(Action<SqliteVectorStoreOptions> configure)
    {
        var services = new ServiceCollection();
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSqliteVectorStore(configure);
        return services.BuildServiceProvider();
    }
}
