using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Indexing.Standalone.Tests.Packs;

/// <summary>A web server on this machine that answers every address in one way.</summary>
internal sealed class ArchiveServer : IAsyncDisposable
{
    private readonly WebApplication _server;

    private ArchiveServer(WebApplication server) => _server = server;

    public string Address => _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static Task<ArchiveServer> StartAsync(byte[] content) =>
        StartAsync(context => context.Response.Body.WriteAsync(content, context.RequestAborted).AsTask());

    public static async Task<ArchiveServer> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.Run(answer);
        await server.StartAsync();
        return new ArchiveServer(server);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
