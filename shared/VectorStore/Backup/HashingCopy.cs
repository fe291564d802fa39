using System.Security.Cryptography;

namespace Indexing.VectorStore.Backup;

/// <summary>Copies bytes and hashes them on the way, so that each is read once.</summary>
internal static class HashingCopy
{
    private const int BufferBytes = 1 << 20;

    /// <summary>Writes a new file that is on the disk when this returns; an existing one is written anew.</summary>
    public static async Task<(long Bytes, string Sha256)> ToFileAsync(Stream source, string path, CancellationToken cancellationToken)
    {
        await using var target = new FileStream(
            path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        var copied = await RunAsync(source, target, cancellationToken);
        target.Flush(flushToDisk: true);
        return copied;
    }

    /// <summary>Only reads.</summary>
    public static Task<(long Bytes, string Sha256)> OfAsync(Stream source, CancellationToken cancellationToken) =>
        RunAsync(source, Stream.Null, cancellationToken);

    private static async Task<(long Bytes, string Sha256)> RunAsync(Stream source, Stream target, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        long bytes = 0;
        while (await ReadAsync(source, buffer, cancellationToken) is > 0 and var length)
        {
            hash.AppendData(buffer, 0, length);
            await target.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
            bytes += length;
        }
        return (bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Told apart from a target that cannot be written.</summary>
    private static async Task<int> ReadAsync(Stream source, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException exception)
        {
            throw DiskErrors.NotReadable(source is FileStream file ? file.Name : "the answer of the server", exception);
        }
    }
}
