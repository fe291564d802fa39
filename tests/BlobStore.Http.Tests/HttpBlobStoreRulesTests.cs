using Microsoft.Extensions.Options;

namespace Indexing.BlobStore.Http.Tests;

/// <summary>What no address, name server or redirect may lead to.</summary>
public sealed class HttpBlobStoreRulesTests : IAsyncLifetime
{
    private const string PublicAddress = "93.184.216.34";
    private const string OtherPublicAddress = "2606:2800:220:1:248:1893:25c8:1946";

    private PictureServer? _server;

    private PictureServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await PictureServer.StartAsync(PictureServer.Bytes(1, 2, 3));

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task OpenAsync_NoHostAllowed_IsForbidden()
    {
        using var store = new HttpBlobStore(Options.Create(new HttpBlobStoreOptions { AllowPrivateNetworks = true }));
        Assert.Equal(OpenBlobStatus.Forbidden, await store.StatusAsync(Server.Address("a.jpg").ToString()));
        Assert.Empty(Server.Requests);
    }

    [Theory]
    [InlineData("http://user:password@127.0.0.1:{0}/a.jpg")]
    [InlineData("http://user@127.0.0.1:{0}/a.jpg")]
    [InlineData("https://127.0.0.1:{0}/a.jpg")]
    [InlineData("http://localhost:{0}/a.jpg")]
    [InlineData("http://[::1]:{0}/a.jpg")]
    public async Task OpenAsync_AddressThatIsNotAllowed_IsForbiddenAndNotAsked(string address)
    {
        using var store = Stores.For(Server);
        Assert.Equal(OpenBlobStatus.Forbidden, await store.StatusAsync(Fill(address)));
        Assert.Empty(Server.Requests);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}")]
    [InlineData("http://localhost:{0}")]
    [InlineData("http://2130706433:{0}")]
    [InlineData("http://0x7f.0.0.1:{0}")]
    [InlineData("http://017700000001:{0}")]
    [InlineData("http://[::1]:{0}")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}")]
    public async Task OpenAsync_AllowedNameOfThisMachine_IsForbiddenWithoutPermission(string host)
    {
        using var store = new HttpBlobStore(Options.Create(Stores.Allow(Fill(host))));
        Assert.Equal(OpenBlobStatus.Forbidden, await store.StatusAsync($"{Fill(host)}/a.jpg"));
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task OpenAsync_AllowedNameOfThisMachine_IsOpenedWithPermission()
    {
        var options = Stores.Allow(Fill("http://localhost:{0}"));
        options.AllowPrivateNetworks = true;
        using var store = new HttpBlobStore(Options.Create(options));
        Assert.Equal(OpenBlobStatus.Opened, await store.StatusAsync(Fill("http://localhost:{0}/a.jpg")));
    }

    [Fact]
    public async Task OpenAsync_Name_IsResolvedOnceAndConnectedToThatAddress()
    {
        var network = new Network(Server.Port).With("pictures.test", [[PublicAddress], ["127.0.0.1"]]);
        using var store = network.Open(Stores.Allow("http://pictures.test"));
        Assert.Equal(OpenBlobStatus.Opened, await store.StatusAsync("http://pictures.test/a.jpg"));
        Assert.Equal(1, network.Resolutions);
        Assert.Equal([$"{PublicAddress}:80"], network.Connections);
    }

    [Fact]
    public async Task OpenAsync_NameReboundToThisMachine_IsForbidden()
    {
        await using var closing = await PictureServer.StartAsync(context =>
        {
            context.Response.Headers.Connection = "close";
            return PictureServer.Bytes(1)(context);
        });
        var network = new Network(closing.Port).With("pictures.test", [[PublicAddress], ["127.0.0.1"]]);
        using var store = network.Open(Stores.Allow("http://pictures.test"));
        Assert.Equal(OpenBlobStatus.Opened, await store.StatusAsync("http://pictures.test/a.jpg"));
        Assert.Equal(OpenBlobStatus.Forbidden, await store.StatusAsync("http://pictures.test/a.jpg"));
        Assert.Equal([$"{PublicAddress}:80"], network.Connections);
        Assert.Single(closing.Requests);
    }

    [Fact]
    public async Task OpenAsync_NameWithPublicAndPrivateAddresses_OnlyThePublicOnesAreConnectedTo()
    {
        var network = new Network(Server.Port).With("pictures.test", [["10.0.0.1", OtherPublicAddress, "169.254.169.254"]]);
        using var store = network.Open(Stores.Allow("http://pictures.test"));
        Assert.Equal(OpenBlobStatus.Opened, await store.StatusAsync("http://pictures.test/a.jpg"));
        Assert.Equal([$"[{OtherPublicAddress}]:80"], network.Connections);
    }

    [Fact]
    public async Task OpenAsync_MetadataServiceOnAnIntranet_IsForbidden()
    {
        var options = Stores.Allow("http://pictures.test");
        options.AllowPrivateNetworks = true;
        var network = new Network(Server.Port).With("pictures.test", [["169.254.169.254"]]);
        using var store = network.Open(options);
        Assert.Equal(OpenBlobStatus.Forbidden, await store.StatusAsync("http://pictures.test/latest/meta-data/"));
        Assert.Empty(network.Connections);
    }

    private string Fill(string pattern) =>
        pattern.Replace("{0}", Server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
