using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Indexing.BlobStore.AzureBlob;

/// <summary>Registers an Azure storage account as a source of pictures.</summary>
public static class AzureBlobStoreServiceCollectionExtensions
{
    private const string ConnectionStringKey = "ConnectionStrings:blobs";

    /// <summary>
    /// Adds <see cref="AzureBlobStore"/> beside other stores; options come from the section
    /// <see cref="AzureBlobStoreOptions.SectionName"/>, the account from <c>ConnectionStrings:blobs</c> when the section names none, and
    /// are checked when the host starts. A host without an account leaves the call out.
    /// </summary>
    public static IServiceCollection AddAzureBlobStore(this IServiceCollection services)
    {
        services.AddOptions<AzureBlobStoreOptions>()
            .BindConfiguration(AzureBlobStoreOptions.SectionName)
            .PostConfigure<IConfiguration>(TakeCommonConnectionString)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AzureBlobStoreOptions>, AzureBlobStoreOptionsValidator>());
        services.AddSingleton<IBlobStore, AzureBlobStore>();
        return services;
    }

    private static void TakeCommonConnectionString(AzureBlobStoreOptions options, IConfiguration configuration)
    {
        if (options.ConnectionString.Length == 0 && options.ServiceUri.Length == 0)
            options.ConnectionString = configuration[ConnectionStringKey] ?? "";
    }
}
