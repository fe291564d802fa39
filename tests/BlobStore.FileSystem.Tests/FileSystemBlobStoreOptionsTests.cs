using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Indexing.BlobStore.FileSystem.Tests;

public sealed class FileSystemBlobStoreOptionsTests
{
    [Fact]
    public void AddFileSystemBlobStore_Roots_AreReadFromConfiguration()
    {
        using var services = Services(("Roots:0", "/srv/a"), ("Roots:1", "/srv/b"));
        Assert.Equal(["/srv/a", "/srv/b"], services.GetRequiredService<IOptions<FileSystemBlobStoreOptions>>().Value.Roots);
        Assert.IsType<FileSystemBlobStore>(services.GetRequiredService<IBlobStore>());
    }

    [Fact]
    public void AddFileSystemBlobStore_NoRoots_MessageNamesTheKey()
    {
        using var services = Services();
        var error = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IBlobStore>);
        Assert.Contains("FileSystemBlobStore:Roots", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddFileSystemBlobStore_SeveralWrongRoots_AllAreReportedWithTheirValues()
    {
        using var services = Services(("Roots:0", "pictures"), ("Roots:1", "/srv"), ("Roots:2", "../up"));
        var error = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IBlobStore>);
        Assert.Equal(2, error.Failures.Count());
        Assert.Contains("Roots:0 is 'pictures'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Roots:2 is '../up'", error.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var values = settings.ToDictionary(setting => $"FileSystemBlobStore:{setting.Key}", setting => (string?)setting.Value);
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .AddFileSystemBlobStore()
            .BuildServiceProvider();
    }
}
