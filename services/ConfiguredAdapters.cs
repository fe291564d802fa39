using Indexing.BlobStore.AzureBlob;
using Indexing.BlobStore.FileSystem;
using Indexing.BlobStore.Http;
using Indexing.VectorStore.Qdrant;
using Indexing.VectorStore.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Hosting;

/// <summary>The adapters that the configuration names. Compiled into each host that chooses so.</summary>
internal static class ConfiguredAdapters
{
    /// <summary>
    /// Those that are configured; the file system when there is no other. Azure stands before plain HTTP, which its addresses are too.
    /// </summary>
    public static void AddBlobStores(this IServiceCollection services, ConfigurationManager configuration)
    {
        var azure = configuration.Has("ConnectionStrings:blobs", "AzureBlob:ConnectionString", "AzureBlob:ServiceUri");
        var http = configuration.Has("HttpBlobStore:AllowedHosts:0");
        if (azure)
            services.AddAzureBlobStore();
        if (http)
            services.AddHttpBlobStore();
        if (configuration.Has("FileSystemBlobStore:Roots:0") || !(azure || http))
            services.AddFileSystemBlobStore();
    }

    /// <summary>Qdrant where one is named, otherwise SQLite in a folder of this machine.</summary>
    public static void AddVectorStore(this IServiceCollection services, ConfigurationManager configuration)
    {
        if (configuration.Has("ConnectionStrings:qdrant", "Qdrant:Url"))
        {
            services.AddQdrantVectorStore();
            return;
        }

        services.AddSqliteVectorStore(store => configuration.GetSection("SqliteVectorStore").Bind(store));
        services.AddOptions<SqliteVectorStoreOptions>().Validate(
            store => store.Directory.Length > 0,
            "No vector store is configured: set ConnectionStrings:qdrant to a server (http://host:6333) or SqliteVectorStore:Directory "
            + "to a folder of this machine.");
    }

    /// <summary>Whether one of the keys has a value.</summary>
    public static bool Has(this ConfigurationManager configuration, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            if (!string.IsNullOrEmpty(configuration[key]))
                return true;
        return false;
    }
}
