using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Indexing.Telemetry.Tests;

/// <summary>
/// Receives OTLP as a collector does, over HTTP/1.1 (protobuf) or HTTP/2 (gRPC), and keeps the bytes. Names and texts stand in protobuf as
/// they are, so that a test can look for them without the schema.
/// </summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private static readonly byte[] EmptyGrpcMessage = new byte[5];
    private readonly ConcurrentQueue<(string Path, string Body)> _received = [];
    private readonly WebApplication _app;

    private OtlpCollector(bool grpc)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, 0, listen => listen.Protocols = grpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        _app = builder.Build();
        _app.Run(ReceiveAsync);
    }

    public string Endpoint => _app.Urls.First();

    public static async Task<OtlpCollector> StartAsync(bool grpc)
    {
        var collector = new OtlpCollector(grpc);
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>Everything of one signal, whatever the transport: <c>trace</c>, <c>metrics</c> or <c>logs</c>.</summary>
    public string Received(string signal) =>
        string.Concat(_received.Where(call => call.Path.Contains(signal, StringComparison.Ordinal)).Select(call => call.Body));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _received.Enqueue((context.Request.Path.Value!, Encoding.Latin1.GetString(body.ToArray())));
        if (!HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            context.Response.ContentType = "application/x-protobuf";
            return;
        }

        context.Response.ContentType = "application/grpc";
        context.Response.DeclareTrailer("grpc-status");
        await context.Response.Body.WriteAsync(EmptyGrpcMessage);
        context.Response.AppendTrailer("grpc-status", "0");
    }
}
