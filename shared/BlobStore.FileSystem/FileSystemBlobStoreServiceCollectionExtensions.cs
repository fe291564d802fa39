using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Indexing.BlobStore.FileSystem;

/// <summary>Registers the file system as a source of pictures.</summary>
public static class FileSystemBlobStoreServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="FileSystemBlobStore"/> beside other stores; options come from the section
    /// <see cref="FileSystemBlobStoreOptions.SectionName"/> and are checked when the host starts.
    /// </summary>
    public static IServiceCollection AddFileSystemBlobStore(this IServiceCollection services)
    {
        services.AddOptions<FileSystemBlobStoreOptions>().BindConfiguration(FileSystemBlobStoreOptions.SectionName).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<FileSystemBlobStoreOptions>, FileSystemBlobStoreOptionsValidator>());
        services.AddSingleton<IBlobStore, FileSystemBlobStore>();
        return services;
    }
}
