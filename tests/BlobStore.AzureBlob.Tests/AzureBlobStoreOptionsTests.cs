using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Indexing.BlobStore.AzureBlob.Tests;

public sealed class AzureBlobStoreOptionsTests
{
    private const string Development = "UseDevelopmentStorage=true";

    [Fact]
    public void AddAzureBlobStore_Section_IsReadFromConfiguration()
    {
        using var services = Services(
            ("AzureBlob:ConnectionString", Development), ("AzureBlob:Containers:0", "pictures"), ("AzureBlob:Containers:1", "$web"),
            ("AzureBlob:Timeout", "00:00:03"), ("AzureBlob:Retries", "0"), ("ConnectionStrings:blobs", "not this one"));
        var options = services.GetRequiredService<IOptions<AzureBlobStoreOptions>>().Value;
        Assert.Equal(Development, options.ConnectionString);
        Assert.Equal(["pictures", "$web"], options.Containers);
        Assert.Equal(TimeSpan.FromSeconds(3), options.Timeout);
        Assert.Equal(0, options.Retries);
        Assert.IsType<AzureBlobStore>(services.GetRequiredService<IBlobStore>());
    }

    [Fact]
    public void AddAzureBlobStore_NoAccountInTheSection_TakesTheCommonConnectionString()
    {
        using var services = Services(("ConnectionStrings:blobs", Development));
        Assert.Equal(Development, services.GetRequiredService<IOptions<AzureBlobStoreOptions>>().Value.ConnectionString);
    }

    [Fact]
    public void AddAzureBlobStore_ServiceUri_WinsOverTheCommonConnectionString()
    {
        using var services = Services(
            ("ConnectionStrings:blobs", Development), ("AzureBlob:ServiceUri", "https://account.blob.core.windows.net/"));
        Assert.Empty(services.GetRequiredService<IOptions<AzureBlobStoreOptions>>().Value.ConnectionString);
        Assert.IsType<AzureBlobStore>(services.GetRequiredService<IBlobStore>());
    }

    [Fact]
    public void AddAzureBlobStore_NoAccount_MessageNamesTheKeys()
    {
        using var services = Services();
        var error = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IBlobStore>);
        Assert.Contains("AzureBlob:ConnectionString (or ConnectionStrings:blobs)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddAzureBlobStore_EverythingWrong_AllIsReportedWithoutTheSecret()
    {
        using var services = Services(
            ("AzureBlob:ConnectionString", "AccountKey=hush"), ("AzureBlob:ServiceUri", "ftp://account?sig=hush"),
            ("AzureBlob:Containers:0", "Pictures"), ("AzureBlob:Containers:1", "fine"), ("AzureBlob:Containers:2", "a--b"),
            ("AzureBlob:Timeout", "01:00:00"), ("AzureBlob:Retries", "99"));
        var error = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IBlobStore>);
        Assert.Equal(7, error.Failures.Count());
        Assert.Contains("AzureBlob:Containers:0 is 'Pictures'", error.Message, StringComparison.Ordinal);
        Assert.Contains("AzureBlob:Containers:2 is 'a--b'", error.Message, StringComparison.Ordinal);
        Assert.Contains("AzureBlob:Timeout", error.Message, StringComparison.Ordinal);
        Assert.Contains("AzureBlob:Retries", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://account.blob.core.windows.net/")]
    [InlineData("http://account.blob.core.windows.net/?sv=1&sig=x")]
    [InlineData("http://127.0.0.1:10000/account")]
    [InlineData("account.blob.core.windows.net")]
    [InlineData("https://user@account.blob.core.windows.net/")]
    public void AddAzureBlobStore_ServiceUriWithoutProtection_IsRefused(string uri)
    {
        using var services = Services(("AzureBlob:ServiceUri", uri));
        var error = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IBlobStore>);
        Assert.Contains("AzureBlob:ServiceUri", error.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var values = settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value);
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .AddAzureBlobStore()
            .BuildServiceProvider();
    }
}
