using System.Net;
using Indexing.Telemetry;
using Indexing.Vision.Onnx;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Indexing.Dashboards.Tests.Monitored;

/// <summary>
/// What a worker exports whose GPU runs out of memory and is lost, which no machine here can show: the product's own queue over a network
/// that fails as CUDA does.
/// </summary>
internal sealed class BrokenDevice : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly BatchQueue<Call> _queue;
    private bool _isLost;

    private BrokenDevice()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.AddTelemetry("indexing-worker");
        _host = builder.Build();
        _host.MapTelemetry();
        var health = new DeviceHealth("cuda:0", NullLogger.Instance);
        _queue = new BatchQueue<Call>("detector", 4, new InferenceOptions { Runners = 1 }, health, Run);
    }

    public Uri Address => new(_host.Urls.First());

    public static async Task<BrokenDevice> StartAsync()
    {
        var device = new BrokenDevice();
        await device._host.StartAsync();
        VisionTelemetry.NetworkLoaded("detector", "cuda", Precision.Fp16);
        await device._queue.RunAsync(new Call(), CancellationToken.None);
        device._isLost = true;
        await Assert.ThrowsAsync<InferenceException>(() => device._queue.RunAsync(new Call(), CancellationToken.None));
        return device;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Dispose();
        VisionTelemetry.NetworkUnloaded("detector", "cuda", Precision.Fp16);
        await _host.DisposeAsync();
    }

    private void Run(ReadOnlySpan<Call> calls, int limit)
    {
        if (_isLost)
            throw new InvalidOperationException("CUDA failure 719: unspecified launch failure ; GPU=0 ;");
        if (limit > 2)
            throw new InvalidOperationException("CUDA failure 2: out of memory ; GPU=0 ;");
    }

    private sealed record Call : IBatchItem
    {
        public (int Width, int Height) Shape => (1, 1);

        public int Size => 4;
    }
}
