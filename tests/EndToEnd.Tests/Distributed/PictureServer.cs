using Indexing.Contracts;
using Indexing.TestSupport.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>
/// A web server with pictures below <c>/good/</c> and every kind of trouble beside them: <c>/missing/</c> 404, <c>/forbidden/</c> 403,
/// <c>/failing/</c> 503, <c>/mute/</c> no answer, and <c>/flaky/</c> 503 until <see cref="IsMended"/>.
/// </summary>
internal sealed class PictureServer : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly int _port = LoopbackPorts.Free();

    private PictureServer(byte[] picture)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Urls.Add(Host);
        _server.MapGet("/good/{id}", () => Results.Bytes(picture));
        _server.MapGet("/missing/{id}", () => Results.NotFound());
        _server.MapGet("/forbidden/{id}", () => Results.StatusCode(StatusCodes.Status403Forbidden));
        _server.MapGet("/failing/{id}", () => Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
        _server.MapGet("/mute/{id}", (CancellationToken token) => Task.Delay(Timeout.Infinite, token));
        _server.MapGet(
            "/flaky/{id}", () => IsMended ? Results.Bytes(picture) : Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
    }

    /// <summary>Whether <c>/flaky/</c> answers with the picture.</summary>
    public bool IsMended { get; set; }

    private string Host => $"http://127.0.0.1:{_port}";

    /// <summary>Starts it with one picture for all, and lets the cluster's workers fetch from it.</summary>
    public static async Task<PictureServer> StartAsync(Cluster cluster, PictureFile picture)
    {
        var server = new PictureServer(await File.ReadAllBytesAsync(picture.Path));
        await server._server.StartAsync();
        cluster.Settings["HttpBlobStore__AllowedHosts__0"] = server.Host;
        cluster.Settings["HttpBlobStore__AllowPrivateNetworks"] = "true";
        cluster.Settings["HttpBlobStore__ReadTimeout"] = "00:00:00.500";
        return server;
    }

    /// <summary>So many messages about pictures of one kind.</summary>
    public IEnumerable<IngestImage> Announce(string kind, int count) => Enumerable.Range(0, count).Select(number => new IngestImage
    {
        ImageId = $"{kind}/{number}",
        Version = 1,
        Source = new ImageSource { Uri = $"{Host}/{kind}/{number}" },
    });

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
