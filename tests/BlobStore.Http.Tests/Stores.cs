using Microsoft.Extensions.Options;

namespace Indexing.BlobStore.Http.Tests;

/// <summary>Options and stores as tests need them.</summary>
internal static class Stores
{
    internal static HttpBlobStoreOptions Allow(params string[] hosts)
    {
        var options = new HttpBlobStoreOptions();
        foreach (var host in hosts)
            options.AllowedHosts.Add(host);
        return options;
    }

    /// <summary>A store that may read a server of this machine.</summary>
    internal static HttpBlobStore For(PictureServer server, Action<HttpBlobStoreOptions>? change = null)
    {
        var options = Allow(server.PlainEntry);
        options.AllowPrivateNetworks = true;
        change?.Invoke(options);
        return new HttpBlobStore(Options.Create(options));
    }

    internal static async Task<OpenBlobStatus> StatusAsync(this HttpBlobStore store, string address)
    {
        var opened = await store.OpenAsync(new Uri(address), TestContext.Current.CancellationToken);
        if (opened.Content is { } content) await content.DisposeAsync();
        return opened.Status;
    }
}
