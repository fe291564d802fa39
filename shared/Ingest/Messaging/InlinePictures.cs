using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Indexing.BlobStore;
using Microsoft.Extensions.Options;

namespace Indexing.Ingest.Messaging;

/// <summary>
/// Keeps pictures that were sent inline as files, one per picture and version, until a newer version is indexed or the picture is deleted.
/// Safe for concurrent use by several processes.
/// </summary>
public sealed class InlinePictures(IOptions<IngestOptions> options)
{
    private const int CopyBuffer = 64 * 1024;
    private const int HashLength = 64;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");
    private readonly string _directory = options.Value.InlineDirectory;

    /// <summary>Whether inline pictures are kept at all.</summary>
    public bool IsEnabled => _directory.Length > 0;

    /// <summary>Writes a picture durably and returns its <c>file:</c> address.</summary>
    /// <exception cref="BlobStoreException">The file could not be written.</exception>
    public Task<string> KeepAsync(
        string tenant, string imageId, long version, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        KeepAsync(tenant, imageId, version, (file, token) => WriteAsync(file, content, token), cancellationToken);

    /// <summary>
    /// Writes what a stream still holds durably and returns its <c>file:</c> address; nothing stays when the stream fails.
    /// </summary>
    /// <exception cref="BlobStoreException">The file could not be written. Failures of the stream are passed on.</exception>
    public Task<string> KeepAsync(string tenant, string imageId, long version, Stream content, CancellationToken cancellationToken) =>
        KeepAsync(tenant, imageId, version, (file, token) => CopyAsync(content, file, token), cancellationToken);

    private async Task<string> KeepAsync(
        string tenant, string imageId, long version, Func<FileStream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var path = PathOf(tenant, imageId, version);
        var unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            var file = Open(unfinished);
            await using (file.ConfigureAwait(false))
                await write(file, cancellationToken).ConfigureAwait(false);
            Finish(unfinished, path);
        }
        catch
        {
            RemoveUnfinished(unfinished);
            throw;
        }

        return new Uri(path).AbsoluteUri;
    }

    /// <summary>Removes what is kept of this version and of older ones; nothing happens when there is nothing.</summary>
    /// <exception cref="BlobStoreException">A file could not be removed.</exception>
    public void RemoveUpTo(string tenant, string imageId, long version)
    {
        if (!IsEnabled)
            return;
        var prefix = PathOf(tenant, imageId, 0)[..^1];
        var folder = Path.GetDirectoryName(prefix)!;
        try
        {
            if (!Directory.Exists(folder))
                return;
            foreach (var file in Directory.EnumerateFiles(folder, $"{Path.GetFileName(prefix)}*"))
                if (long.TryParse(file.AsSpan(prefix.Length), CultureInfo.InvariantCulture, out var kept) && kept <= version)
                    File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BlobStoreException($"A picture could not be removed from '{_directory}': {e.Message}", isTransient: true, e);
        }
    }

    private FileStream Open(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotKept(e);
        }
    }

    private async Task CopyAsync(Stream content, FileStream file, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(CopyBuffer);
        try
        {
            while (await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var length)
                await WriteAsync(file, buffer.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task WriteAsync(FileStream file, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            await file.WriteAsync(content, cancellationToken).ConfigureAwait(false);
            await file.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw NotKept(e);
        }
    }

    /// <summary>Until its name is right the file may be incomplete.</summary>
    private void Finish(string unfinished, string path)
    {
        try
        {
            using (var file = File.OpenHandle(unfinished, FileMode.Open, FileAccess.ReadWrite))
                RandomAccess.FlushToDisk(file);
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotKept(e);
        }
    }

    /// <summary>What made it unfinished is the error to report, not that it cannot be removed either.</summary>
    private static void RemoveUnfinished(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private BlobStoreException NotKept(Exception e) =>
        new($"The picture could not be kept in '{_directory}': {e.Message}", isTransient: true, e);

    /// <summary>Whether a file could be one of those that are kept: a SHA-256 in hexadecimal, a hyphen, a version.</summary>
    internal static bool IsKeptName(ReadOnlySpan<char> fileName) =>
        fileName.Length > HashLength + 1 && fileName[HashLength] == '-'
        && !fileName[..HashLength].ContainsAnyExcept(HexDigits) && !fileName[(HashLength + 1)..].ContainsAnyExceptInRange('0', '9');

    /// <summary>Ids are free text: their hash names the file.</summary>
    private string PathOf(string tenant, string imageId, long version)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant}\0{imageId}")));
        return Path.GetFullPath(Path.Combine(_directory, key[..2], string.Create(CultureInfo.InvariantCulture, $"{key}-{version}")));
    }
}
