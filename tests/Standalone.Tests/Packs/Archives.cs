using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Indexing.Standalone.Tests.Packs;

/// <summary>Archives of folders, and ones that nobody should trust.</summary>
internal static class Archives
{
    public static byte[] Zip(string folder)
    {
        using var archive = new MemoryStream();
        ZipFile.CreateFromDirectory(folder, archive);
        return archive.ToArray();
    }

    /// <summary>A .tar.gz with the folder itself in it, as tar makes one.</summary>
    public static byte[] Tar(string folder)
    {
        using var tar = new MemoryStream();
        TarFile.CreateFromDirectory(folder, tar, includeBaseDirectory: true);
        return Compress(tar.ToArray());
    }

    public static byte[] ZipWith(string member, string content, int attributes = 0)
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create))
        {
            var entry = zip.CreateEntry(member);
            entry.ExternalAttributes = attributes;
            using var writer = new StreamWriter(entry.Open());
            writer.Write(content);
        }

        return archive.ToArray();
    }

    public static byte[] TarWith(params TarEntry[] entries)
    {
        using var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, leaveOpen: true))
            foreach (var entry in entries)
                tar.WriteEntry(entry);
        return Compress(archive.ToArray());
    }

    public static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static byte[] Compress(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionMode.Compress, leaveOpen: true))
            gzip.Write(content);
        return compressed.ToArray();
    }
}
