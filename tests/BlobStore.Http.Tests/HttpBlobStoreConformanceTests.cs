using System.Collections.Concurrent;
using Indexing.TestSupport;
using Microsoft.AspNetCore.Http;

namespace Indexing.BlobStore.Http.Tests;

public sealed class HttpBlobStoreConformanceTests : BlobStoreConformance, IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, byte[]> _pictures = [];
    private PictureServer? _server;
    private PictureServer? _foreign;
    private HttpBlobStore? _store;

    protected override IBlobStore Store => _store!;

    protected override Uri Missing => _server!.Address("missing.jpg");

    protected override Uri Foreign => _foreign!.Address("secret.jpg");

    public async ValueTask InitializeAsync()
    {
        _server = await PictureServer.StartAsync(ServeAsync);
        _foreign = await PictureServer.StartAsync(PictureServer.Bytes(1, 2, 3));
        _store = Stores.For(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _store?.Dispose();
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_foreign?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    protected override Uri Put(string name, byte[] content)
    {
        _pictures[$"/{name}"] = content;
        return _server!.Address(string.Join('/', name.Split('/').Select(Uri.EscapeDataString)));
    }

    private Task ServeAsync(HttpContext context)
    {
        var found = _pictures.TryGetValue(context.Request.Path.Value!, out var content);
        return (found ? PictureServer.Bytes(content!) : PictureServer.Status(404))(context);
    }
}
