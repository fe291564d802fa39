namespace Indexing.BlobStore.Http.Tests;

public sealed class HttpBlobStoreRedirectTests
{
    private const string PublicAddress = "93.184.216.34";

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task OpenAsync_RedirectOnTheSameHost_IsFollowed(int status)
    {
        await using var server = await PictureServer.StartAsync(PictureServer.Redirect(_ => "/end", status));
        using var store = Stores.For(server);
        Assert.Equal(OpenBlobStatus.Opened, await store.StatusAsync(server.Address("start").ToString()));
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData(5, OpenBlobStatus.Opened)]
    [InlineData(6, OpenBlobStatus.Forbidden)]
    public async Task OpenAsync_ManyRedirects_FiveAreFollowed(int redirects, OpenBlobStatus expected)
    {
        await using var server = await PictureServer.StartAsync(PictureServer.Redirect(context =>
        {
            var left = int.Parse(context.Request.Path.Value![1..], System.Globalization.CultureInfo.InvariantCulture);
            return left == 1 ? "/end" : $"/{left - 1}";
        }));
        using var store = Stores.For(server);
        Assert.Equal(expected, await store.StatusAsync(server.Address($"{redirects}").ToString()));
        Assert.Equal(6, server.Requests.Count);
    }

    [Theory]
    [InlineData("http://evil.test/end")]
    [InlineData("http://user:password@pictures.test/end")]
    [InlineData("http://pictures.test:8080/end")]
    [InlineData("//evil.test/end")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://private.test/end")]
    [InlineData("http://metadata.test/end")]
    public async Task OpenAsync_RedirectToWhatIsNotAllowed_IsForbiddenAndNotAsked(string target)
    {
        await using var server = await PictureServer.StartAsync(PictureServer.Redirect(_ => target));
        var network = new Network(server.Port)
            .With("pictures.test", [[PublicAddress]]).With("private.test", [["10.0.0.1"]]).With("metadata.test", [["169.254.169.254"]]);
        using var store = network.Open(Stores.Allow("http://pictures.test", "http://private.test", "http://metadata.test"));
        Assert.Equal(OpenBlobStatus.Forbidden, await store.StatusAsync("http://pictures.test/start"));
        Assert.Single(server.Requests);
        Assert.Equal([$"{PublicAddress}:80"], network.Connections);
    }

    [Fact]
    public async Task OpenAsync_RedirectToAnotherAllowedHost_IsFollowedUnderItsOwnAddress()
    {
        await using var server = await PictureServer.StartAsync(PictureServer.Redirect(_ => "http://other.test/end"));
        var network = new Network(server.Port).With("pictures.test", [[PublicAddress]]).With("other.test", [["1.1.1.1"]]);
        using var store = network.Open(Stores.Allow("http://pictures.test", "http://other.test"));
        Assert.Equal(OpenBlobStatus.Opened, await store.StatusAsync("http://pictures.test/start"));
        Assert.Equal([$"{PublicAddress}:80", "1.1.1.1:80"], network.Connections);
    }

    [Fact]
    public async Task OpenAsync_RedirectWithoutTarget_IsNotFound()
    {
        await using var server = await PictureServer.StartAsync(PictureServer.Status(302));
        using var store = Stores.For(server);
        Assert.Equal(OpenBlobStatus.NotFound, await store.StatusAsync(server.Address("a.jpg").ToString()));
    }
}
