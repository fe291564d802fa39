using System.Formats.Tar;
using System.IO.Compression;

namespace Indexing.Standalone.Packs;

/// <summary>Unpacks .zip and .tar.gz into a folder. Nothing is written outside of it, and no link is made.</summary>
internal sealed class PackArchive(string archive, string folder, PackLimits limits)
{
    private const int LinkMode = 0xA000;
    private const int ModeMask = 0xF000;
    private readonly string _root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
    private long _bytes;
    private int _entries;

    /// <summary>Unpacks all of it.</summary>
    /// <param name="cancellationToken">Ends it; what is unpacked stays.</param>
    /// <exception cref="PackRefusedException">
    /// It is no such archive, is damaged or too large, has a link, or a member would lie outside of the folder.
    /// </exception>
    public async Task UnpackAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_root);
        await using var file = File.OpenRead(archive);
        var start = new byte[2];
        var isRead = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken) == start.Length;
        file.Position = 0;
        try
        {
            if (isRead && start is [(byte)'P', (byte)'K'])
                await UnpackZipAsync(file, cancellationToken);
            else if (isRead && start is [0x1F, 0x8B])
                await UnpackTarAsync(file, cancellationToken);
            else
                throw new PackRefusedException($"'{Path.GetFileName(archive)}' is neither a .zip nor a .tar.gz archive.");
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new PackRefusedException($"'{Path.GetFileName(archive)}' is damaged: {e.Message}", e);
        }
    }

    private async Task UnpackZipAsync(Stream file, CancellationToken cancellationToken)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read);
        foreach (var entry in zip.Entries)
        {
            // Unix keeps the kind of a file in the upper half.
            if (((entry.ExternalAttributes >> 16) & ModeMask) == LinkMode)
                throw Link(entry.FullName);
            var path = PathOf(entry.FullName);
            if (entry.FullName.EndsWith('/'))
                continue;
            await using var content = entry.Open();
            await WriteAsync(content, path, cancellationToken);
        }
    }

    private async Task UnpackTarAsync(Stream file, CancellationToken cancellationToken)
    {
        await using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        await using var tar = new TarReader(unzipped);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            // A comment on the archive as a whole, as git writes one.
            if (entry.EntryType == TarEntryType.GlobalExtendedAttributes)
                continue;
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.Directory))
                throw Link(entry.Name);
            var path = PathOf(entry.Name);
            if (entry.EntryType != TarEntryType.Directory)
                await WriteAsync(entry.DataStream ?? Stream.Null, path, cancellationToken);
        }
    }

    private string PathOf(string name)
    {
        if (++_entries > limits.Entries)
            throw new PackRefusedException($"'{Path.GetFileName(archive)}' has more than {limits.Entries} members.");
        // A backslash separates folders on one system and is part of a name on another.
        var path = Path.GetFullPath(Path.Combine(_root, name));
        if (name.Contains('\\', StringComparison.Ordinal) || Path.IsPathRooted(name)
            || !(path + Path.DirectorySeparatorChar).StartsWith(_root, StringComparison.Ordinal))
        {
            throw new PackRefusedException($"'{name}' of '{Path.GetFileName(archive)}' would lie outside of the pack. Do not trust it.");
        }

        return path;
    }

    private async Task WriteAsync(Stream content, string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var target = new FileStream(path, FileMode.CreateNew);
        var buffer = new byte[1 << 16];
        while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            // Counted while unpacking: what an archive says of its sizes need not be true.
            if ((_bytes += read) > limits.Unpacked)
                throw new PackRefusedException($"'{Path.GetFileName(archive)}' unpacks to more than {limits.Unpacked} bytes.");
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    private PackRefusedException Link(string name) => new(
        $"'{name}' of '{Path.GetFileName(archive)}' is a link or a device; a pack has files only.");
}
