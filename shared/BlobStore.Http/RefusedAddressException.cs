namespace Indexing.BlobStore.Http;

/// <summary>A host has only addresses that may not be connected to. Never leaves this project.</summary>
internal sealed class RefusedAddressException(string host) : Exception($"{host} has no address that may be connected to.");
