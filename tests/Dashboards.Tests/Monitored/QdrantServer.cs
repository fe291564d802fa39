using System.Net;
using Indexing.VectorStore.Qdrant.Tests.QdrantModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Indexing.Dashboards.Tests.Monitored;

/// <summary>
/// The model of Qdrant (tests/VectorStore.Qdrant.Tests) at a port, since no Qdrant server can be had here; and pictures that cannot be
/// fetched.
/// </summary>
internal sealed class QdrantServer : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly HttpMessageInvoker _model = new(new QdrantModelServer());

    private QdrantServer()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.MapGet("/failing/{id}", () => Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
        _server.MapFallback(AnswerAsync);
    }

    public string Address => _server.Urls.First();

    /// <summary>Whether every request fails.</summary>
    public bool IsBroken { get; set; }

    public static async Task<QdrantServer> StartAsync()
    {
        var server = new QdrantServer();
        await server._server.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _model.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (IsBroken)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        using var body = new StreamReader(context.Request.Body);
        using var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method), new Uri(Address + context.Request.Path + context.Request.QueryString))
        {
            Content = new StringContent(await body.ReadToEndAsync()),
        };
        using var answer = await _model.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(await answer.Content.ReadAsStringAsync());
    }
}
