using System.IO.Hashing;
using System.Runtime.CompilerServices;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Storage.Blobs;

namespace Indexing.BlobStore.AzureBlob;

/// <summary>Clients of the storage account that the options name.</summary>
internal static class BlobService
{
    /// <summary>Whether an address carries a shared access signature.</summary>
    internal static bool HasSignature(Uri uri) =>
        uri.Query.StartsWith("?sig=", StringComparison.Ordinal) || uri.Query.Contains("&sig=", StringComparison.Ordinal);

    /// <summary>A client with its own patience; clients share the connections of the process.</summary>
    internal static BlobServiceClient Connect(
        AzureBlobStoreOptions options, TimeSpan timeout, int retries, HttpPipelineTransport? transport)
    {
        // Azure.Storage.Common needs this assembly. Our own reference to it makes the build copy it to every host, and a host without it
        // fails here and not with the first transfer.
        RuntimeHelpers.RunClassConstructor(typeof(Crc64).TypeHandle);
        var client = new BlobClientOptions();
        if (transport is not null) client.Transport = transport;
        client.Retry.NetworkTimeout = timeout;
        client.Retry.MaxRetries = retries;
        client.Retry.Mode = RetryMode.Exponential;
        client.Retry.Delay = TimeSpan.FromMilliseconds(100);
        client.Retry.MaxDelay = TimeSpan.FromSeconds(1);
        if (options.ConnectionString.Length > 0) return new BlobServiceClient(options.ConnectionString, client);
        var uri = new Uri(options.ServiceUri);
        return HasSignature(uri) ? new BlobServiceClient(uri, client) : new BlobServiceClient(uri, new DefaultAzureCredential(), client);
    }
}
