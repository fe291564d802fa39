using System.Net.Http.Json;
using System.Text.Json;
using Indexing.Contracts;
using Indexing.TestSupport;
using Indexing.Vision.Detection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Tests.Http;

/// <summary>The server of <c>serve</c> on a free port, with a detector that takes the middle of every picture for a word.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly WebApplication _server;

    private RunningServer(WebApplication server)
    {
        _server = server;
        Client = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _server.Services;

    public static async Task<RunningServer> StartAsync(string index, Action<IServiceCollection>? adjust = null, params string[] roots)
    {
        var directory = new IndexDirectory(index);
        Directory.CreateDirectory(directory.Inline);
        var options = new ServeOptions
        {
            Index = directory,
            Urls = ["http://127.0.0.1:0"],
            Roots = [.. directory.ReadableFolders(), .. roots],
            Tenants = ["default", "second"],
        };
        var server = Composition.CreateServer(options, services =>
        {
            services.AdjustParts(parts => parts.AddSingleton<ITextDetector, MiddleWordDetector>());
            adjust?.Invoke(services);
        });
        await server.StartAsync();
        return new RunningServer(server);
    }

    public Task<HttpResponseMessage> AnnounceAsync(object body) => Client.PostAsJsonAsync("/v1/images", body);

    public Task<HttpResponseMessage> AnnounceInlineAsync(string id, byte[] picture, string tenant = "default", long? version = null) =>
        AnnounceAsync(new IngestImageRequest
        {
            ImageId = id,
            Tenant = tenant,
            Version = version,
            Source = new ImageSource { Inline = picture },
        });

    public async Task<ImageStatusView> WaitUntilDoneAsync(string id)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var status = await Client.GetFromJsonAsync<ImageStatusView>(Address(id, "/status"), patience.Token);
            if (status!.Status != "pending")
                return status;
            await Task.Delay(20, patience.Token);
        }
    }

    public static string Address(string id, string what) => $"/v1/images/{Uri.EscapeDataString(id)}{what}";

    public static async Task<string?> CodeOfAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.StopAsync();
        await _server.DisposeAsync();
    }
}
