using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Indexing.BlobStore.Http.Tests;

/// <summary>A web server on a free port of 127.0.0.1 that answers as a test tells it to, and remembers what it was asked.</summary>
internal sealed class PictureServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private PictureServer(WebApplication application) => _application = application;

    internal int Port => new Uri(_application.Urls.Single()).Port;

    /// <summary>The entry of the allowed hosts for this server.</summary>
    internal string PlainEntry => $"http://127.0.0.1:{Port}";

    /// <summary>Headers of every request, in order.</summary>
    internal ConcurrentQueue<IHeaderDictionary> Requests { get; } = [];

    internal static async Task<PictureServer> StartAsync(RequestDelegate answer, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        var server = new PictureServer(builder.Build());
        server._application.Run(context =>
        {
            server.Requests.Enqueue(new HeaderDictionary(context.Request.Headers.ToDictionary()));
            return answer(context);
        });
        await server._application.StartAsync();
        return server;
    }

    internal Uri Address(string path) => new($"http://127.0.0.1:{Port}/{path}");

    internal static RequestDelegate Bytes(params byte[] content) => context =>
    {
        context.Response.ContentLength = content.Length;
        return context.Response.Body.WriteAsync(content).AsTask();
    };

    internal static RequestDelegate Status(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    /// <summary>Redirects every path but <c>/end</c>, where one byte is served.</summary>
    internal static RequestDelegate Redirect(Func<HttpContext, string> target, int status = 302) => context =>
    {
        if (context.Request.Path == "/end") return Bytes(1)(context);
        context.Response.StatusCode = status;
        context.Response.Headers.Location = target(context);
        return Task.CompletedTask;
    };

    /// <summary>Never answers.</summary>
    internal static Task Silence(HttpContext context) => WaitAsync(context, Timeout.InfiniteTimeSpan);

    /// <summary>Promises 1000 bytes, sends ten, then nothing more.</summary>
    internal static async Task Stall(HttpContext context)
    {
        context.Response.ContentLength = 1000;
        await SendAsync(context, 10);
        await Silence(context);
    }

    /// <summary>Promises 1000 bytes, sends ten, and breaks off when told.</summary>
    internal static RequestDelegate BreakOff(Task told) => async context =>
    {
        context.Response.ContentLength = 1000;
        await SendAsync(context, 10);
        await told;
        context.Abort();
    };

    /// <summary>Sends a byte every 20 ms, for ever.</summary>
    internal static async Task Drip(HttpContext context)
    {
        while (await WaitAsync(context, TimeSpan.FromMilliseconds(20)))
            await SendAsync(context, 1);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static async Task SendAsync(HttpContext context, int bytes)
    {
        await context.Response.Body.WriteAsync(new byte[bytes]);
        await context.Response.Body.FlushAsync();
    }

    private static async Task<bool> WaitAsync(HttpContext context, TimeSpan time)
    {
        try
        {
            await Task.Delay(time, context.RequestAborted);
            return true;
        }
        catch (OperationCanceledException)
        {
            // The client gave up, which ends the request.
            return false;
        }
    }
}
