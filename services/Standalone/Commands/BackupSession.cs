using Indexing.VectorStore.Qdrant;
using Indexing.VectorStore.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Indexing.Standalone.Commands;

/// <summary>
/// The store that <c>backup</c> and <c>restore</c> work on: Qdrant where one is configured, otherwise the folder of an index.
/// </summary>
internal static class BackupSession
{
    /// <summary>Runs one of two works on the configured store.</summary>
    /// <param name="index">The folder, if it is the folder.</param>
    /// <param name="onFolder">Work on the folder.</param>
    /// <param name="onQdrant">Work on Qdrant.</param>
    public static async Task<int> RunAsync(
        IndexDirectory index, Func<SqliteIndexBackup, Task<int>> onFolder, Func<QdrantIndexBackup, Task<int>> onQdrant)
    {
        var configuration = new ConfigurationBuilder();
        Composition.AddSettings(configuration);
        var settings = configuration.Build();
        await using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(settings)
            .AddLogging(logging => logging
                .AddConfiguration(settings.GetSection("Logging"))
                .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace))
            .AddQdrantVectorStore()
            .AddSqliteVectorStore(store => store.Directory = index.Path)
            .BuildServiceProvider();
        return IsQdrant(settings)
            ? await onQdrant(services.GetRequiredService<QdrantIndexBackup>())
            : await onFolder(services.GetRequiredService<SqliteIndexBackup>());
    }

    /// <summary>As the worker and the query service decide.</summary>
    private static bool IsQdrant(IConfiguration settings) =>
        !string.IsNullOrEmpty(settings["ConnectionStrings:qdrant"]) || !string.IsNullOrEmpty(settings["Qdrant:Url"]);
}
