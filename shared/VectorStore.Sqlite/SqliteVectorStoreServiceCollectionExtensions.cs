using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Indexing.VectorStore.Sqlite;

/// <summary>Registers the SQLite store.</summary>
public static class SqliteVectorStoreServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="SqliteVectorStore"/> as the <see cref="IVectorStore"/>, <see cref="SqliteGenerations"/> and
    /// <see cref="SqliteIndexBackup"/>; options are checked at start.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets the options, for example by binding a configuration section.</param>
    public static IServiceCollection AddSqliteVectorStore(this IServiceCollection services, Action<SqliteVectorStoreOptions> configure)
    {
        services.AddOptions<SqliteVectorStoreOptions>().Configure(configure).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IVectorStore, SqliteVectorStore>();
        services.TryAddSingleton<IGenerations, SqliteGenerations>();
        services.TryAddSingleton<SqliteIndexBackup>();
        return services;
    }
}
