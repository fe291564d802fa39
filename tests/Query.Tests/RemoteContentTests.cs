using System.Net;
using Indexing.Contracts;
using Indexing.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Indexing.Query.Tests;

/// <summary>Pictures that lie on another machine: their streams cannot be rewound.</summary>
public sealed class RemoteContentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Content_OfAWebServer_IsSentWhole()
    {
        var picture = TestPictures.Png(1);
        await using var web = await ServeAsync(picture);
        var address = new Uri(web.Urls.First());
        await using var server = await RunningQuery.StartAsync(
            _folder, addBus: null, adjust: null,
            "--HttpBlobStore:AllowedHosts:0", $"http://127.0.0.1:{address.Port}", "--HttpBlobStore:AllowPrivateNetworks", "true");
        await server.IndexAsync("remote", uri: $"{address}a.png");

        var response = await server.Client.GetAsync($"{ImageAddress.Of("remote")}/content");

        Assert.Equal((HttpStatusCode.OK, "image/png"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal(picture, await response.Content.ReadAsByteArrayAsync());
    }

    private static async Task<WebApplication> ServeAsync(byte[] picture)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        web.Run(context => context.Response.Body.WriteAsync(picture).AsTask());
        await web.StartAsync();
        return web;
    }
}
