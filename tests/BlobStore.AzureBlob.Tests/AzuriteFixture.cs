using Azure.Storage.Blobs;
using Indexing.TestSupport.Servers;
using Microsoft.Extensions.Options;

namespace Indexing.BlobStore.AzureBlob.Tests;

/// <summary>One Azurite for the tests that leave it running. Containers: <c>pictures</c> may be read, <c>secret</c> may not.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteServer? _server;

    internal string ConnectionString => _server!.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        _server = await AzuriteServer.StartAsync();
        await Container("pictures").CreateAsync();
        await Container("secret").CreateAsync();
        await Container("secret").UploadBlobAsync("secret.jpg", BinaryData.FromString("secret"));
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    internal BlobContainerClient Container(string name) => new(ConnectionString, name);

    internal AzureBlobStore Store(params string[] containers) => Open(ConnectionString, options => Add(options, containers));

    internal static AzureBlobStore Open(string connectionString, Action<AzureBlobStoreOptions>? change = null)
    {
        var options = new AzureBlobStoreOptions { ConnectionString = connectionString };
        change?.Invoke(options);
        return new AzureBlobStore(Options.Create(options));
    }

    internal static Uri Address(string container, string name) =>
        new($"azblob://{container}/{string.Join('/', name.Split('/').Select(Uri.EscapeDataString))}");

    private static void Add(AzureBlobStoreOptions options, string[] containers)
    {
        foreach (var container in containers)
            options.Containers.Add(container);
    }
}
