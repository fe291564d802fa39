using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Indexing.Telemetry.Tests;

/// <summary>A web host with telemetry on a free port, an endpoint that succeeds, one that fails, a source and a meter.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningHost(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    /// <summary>Named below "Indexing.", as those of every library of ours.</summary>
    public ActivitySource Source { get; } = new("Indexing.Tested");

    public Meter Meter { get; } = new("Indexing.Tested");

    public HttpClient Client { get; }

    public ILogger Logger => _app.Services.GetRequiredService<ILogger<RunningHost>>();

    public static async Task<RunningHost> StartAsync(
        Dictionary<string, string?>? settings = null, Action<IHealthChecksBuilder>? checks = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.AddTelemetry("tested-service");
        checks?.Invoke(builder.Services.AddHealthChecks());
        var app = builder.Build();
        app.MapTelemetry();
        app.MapGet("/things/{id}", (string id) => id);
        app.MapGet("/broken", () => { throw new InvalidOperationException("secret detail"); });
        await app.StartAsync();
        return new RunningHost(app);
    }

    /// <summary>Ends as a process does: a flush of the SDK returns when a batch is taken, its disposal when it has been sent.</summary>
    public async Task StopAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        Source.Dispose();
        Meter.Dispose();
    }
}
