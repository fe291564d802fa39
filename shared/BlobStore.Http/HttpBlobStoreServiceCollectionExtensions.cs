using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Indexing.BlobStore.Http;

/// <summary>Registers web servers as a source of pictures.</summary>
public static class HttpBlobStoreServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="HttpBlobStore"/> beside other stores; options come from the section
    /// <see cref="HttpBlobStoreOptions.SectionName"/> and are checked when the host starts. Without allowed hosts every address is
    /// answered with <see cref="OpenBlobStatus.Forbidden"/>.
    /// </summary>
    public static IServiceCollection AddHttpBlobStore(this IServiceCollection services)
    {
        services.AddOptions<HttpBlobStoreOptions>()
            .BindConfiguration(HttpBlobStoreOptions.SectionName)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HttpBlobStoreOptions>, HttpBlobStoreOptionsValidator>());
        services.AddSingleton<IBlobStore, HttpBlobStore>();
        return services;
    }
}
