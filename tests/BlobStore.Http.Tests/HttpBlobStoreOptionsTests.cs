using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Indexing.BlobStore.Http.Tests;

public sealed class HttpBlobStoreOptionsTests
{
    [Fact]
    public void AddHttpBlobStore_Section_IsReadFromConfiguration()
    {
        using var services = Services(
            ("AllowedHosts:0", "images.example.org"), ("AllowedHosts:1", "http://*.intranet:8080"), ("AllowPrivateNetworks", "true"),
            ("ConnectTimeout", "00:00:01"), ("ReadTimeout", "00:00:02"), ("TotalTimeout", "00:00:03"));
        var options = services.GetRequiredService<IOptions<HttpBlobStoreOptions>>().Value;
        Assert.Equal(["images.example.org", "http://*.intranet:8080"], options.AllowedHosts);
        Assert.True(options.AllowPrivateNetworks);
        Assert.Equal([1, 2, 3], new[] { options.ConnectTimeout, options.ReadTimeout, options.TotalTimeout }.Select(t => t.TotalSeconds));
        Assert.IsType<HttpBlobStore>(services.GetRequiredService<IBlobStore>());
    }

    [Fact]
    public async Task AddHttpBlobStore_NothingConfigured_EverythingIsForbidden()
    {
        using var services = Services();
        var store = Assert.IsType<HttpBlobStore>(services.GetRequiredService<IBlobStore>());
        Assert.Equal(OpenBlobStatus.Forbidden, await store.StatusAsync("https://example.org/a.jpg"));
    }

    [Fact]
    public void AddHttpBlobStore_EverythingWrong_AllIsReportedWithTheValues()
    {
        using var services = Services(
            ("AllowedHosts:0", "https://a.org"), ("AllowedHosts:1", "fine.org"), ("AllowedHosts:2", "*"),
            ("ConnectTimeout", "00:00:00"), ("ReadTimeout", "01:00:00"), ("TotalTimeout", "02:00:00"));
        var error = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IBlobStore>);
        Assert.Equal(5, error.Failures.Count());
        Assert.Contains("HttpBlobStore:AllowedHosts:0 is 'https://a.org'", error.Message, StringComparison.Ordinal);
        Assert.Contains("HttpBlobStore:AllowedHosts:2 is '*'", error.Message, StringComparison.Ordinal);
        Assert.Contains("HttpBlobStore:ConnectTimeout", error.Message, StringComparison.Ordinal);
        Assert.Contains("HttpBlobStore:ReadTimeout", error.Message, StringComparison.Ordinal);
        Assert.Contains("HttpBlobStore:TotalTimeout", error.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var values = settings.ToDictionary(setting => $"HttpBlobStore:{setting.Key}", setting => (string?)setting.Value);
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .AddHttpBlobStore()
            .BuildServiceProvider();
    }
}
