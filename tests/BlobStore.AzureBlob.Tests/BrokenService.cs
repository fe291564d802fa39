using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Indexing.BlobStore.AzureBlob.Tests;

/// <summary>A blob service that answers as a test tells it to: what no Azurite can be made to do.</summary>
internal sealed class BrokenService : IAsyncDisposable
{
    private readonly WebApplication _application;
    private int _requests;

    private BrokenService(WebApplication application) => _application = application;

    internal int Requests => _requests;

    internal string Url => _application.Urls.Single();

    internal string ConnectionString =>
        $"AccountName=account;AccountKey={Convert.ToBase64String(new byte[64])};BlobEndpoint={Url}/account;";

    internal static async Task<BrokenService> StartAsync(RequestDelegate answer, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        var service = new BrokenService(builder.Build());
        service._application.Run(context =>
        {
            Interlocked.Increment(ref service._requests);
            return answer(context);
        });
        await service._application.StartAsync();
        return service;
    }

    internal static RequestDelegate Status(int status, string? code = null, int? retryAfterSeconds = null) => context =>
    {
        context.Response.StatusCode = status;
        if (code is not null) context.Response.Headers["x-ms-error-code"] = code;
        if (retryAfterSeconds is { } seconds) context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    };

    /// <summary>Sends the headers and the first ten bytes of a blob, then nothing more, whatever range is asked for.</summary>
    internal static async Task Stall(HttpContext context)
    {
        if (context.Request.Headers.ContainsKey("x-ms-range") || context.Request.Headers.ContainsKey("Range"))
        {
            await Silence(context);
            return;
        }

        context.Response.ContentLength = 1000;
        context.Response.Headers.ETag = "\"1\"";
        await context.Response.Body.WriteAsync(new byte[10], context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await Silence(context);
    }

    /// <summary>Never answers.</summary>
    internal static async Task Silence(HttpContext context)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client gave up, which ends the request.
        }
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
