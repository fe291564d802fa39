using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Indexing.Client.Tests;

/// <summary>A server below <c>/base/</c> that gives one answer to everything and remembers what it was asked last.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _server;

    private ScriptedServer(WebApplication server) => _server = server;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>Path and query of the request line.</summary>
    public string Target { get; private set; } = "";

    public string Authorization { get; private set; } = "";

    public static async Task<ScriptedServer> StartAsync(int status, string mediaType, string body, string? retryAfter = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var started = new ScriptedServer(builder.Build());
        started._server.Run(context =>
        {
            started.Target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
            started.Authorization = context.Request.Headers.Authorization.ToString();
            context.Response.StatusCode = status;
            context.Response.ContentType = mediaType;
            context.Response.Headers.RetryAfter = retryAfter;
            return context.Response.WriteAsync(body);
        });
        await started._server.StartAsync();
        started.Client = new HttpClient { BaseAddress = new Uri($"{started._server.Urls.First()}/base/") };
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
    }
}
