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
    private readonly string _directory = options.Value.InlineDirectory;

    /// <summary>Whether inline pictures are kept at all.</summary>
    public bool IsEnabled => _directory.Length > 0;

    /// <summary>Writes a picture durably and returns its <c>file:</c> address.</summary>
    /// <exception cref="BlobStoreException">The file could not be written.</exception>
    public async Task<string> KeepAsync(
        string tenant, string imageId, long version, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var path = PathOf(tenant, imageId, version);
        var unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using (var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write))
            {
                await file.WriteAsync(content, cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BlobStoreException($"The picture could not be kept in '{_directory}': {e.Message}", isTransient: true, e);
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

    /// <summary>Ids are free text: their hash names the file.</summary>
    private string PathOf(string tenant, string imageId, long version)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant}\0{imageId}")));
        return Path.GetFullPath(Path.Combine(_directory, key[..2], string.Create(CultureInfo.InvariantCulture, $"{key}-{version}")));
    }
}
