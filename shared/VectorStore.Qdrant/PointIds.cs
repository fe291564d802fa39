using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Indexing.VectorStore.Qdrant;

/// <summary>Names of points: version 5 UUIDs (RFC 9562), the same for the same content in every process.</summary>
internal static class PointIds
{
    /// <summary>The namespace of all ids; any fixed UUID would do.</summary>
    private static readonly Guid Namespace = new("7f1c9f0e-3c1b-5b39-9a0e-6d2f4c8b1e57");

    /// <summary>Identity of an image in payloads: one indexed field instead of two.</summary>
    public static string Image(ImageKey key) => Hash(Prefix(key));

    /// <summary>Point of one write's record.</summary>
    public static string Record(ImageKey key, long version, long write) => Hash($"{Prefix(key)}/{version}/{write}");

    /// <summary>Point of one word of one write.</summary>
    public static string Word(ImageKey key, long version, long write, int region) =>
        Hash($"{Prefix(key)}/{version}/{write}/{region.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>
    /// A number that sorts like the first three UTF-16 units of an image id; shorter ids are filled with zeros, which no id contains.
    /// Not four: the server compares the start of an ordered scroll as a double, which is exact below 2^53 only.
    /// </summary>
    public static long SortKey(string imageId)
    {
        long key = 0;
        for (int i = 0; i < 3; i++)
            key = (key << 16) | (i < imageId.Length ? imageId[i] : (long)0);
        return key;
    }

    /// <summary>The length keeps ("a", "b/c") and ("a/b", "c") apart.</summary>
    private static string Prefix(ImageKey key) => string.Create(
        CultureInfo.InvariantCulture, $"{key.Tenant.Length}:{key.Tenant}/{key.ImageId.Length}:{key.ImageId}");

    [SuppressMessage("Security", "CA5350", Justification = "RFC 9562 defines version 5 with SHA-1; nothing here is a secret.")]
    private static string Hash(string name)
    {
        byte[] input = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        Namespace.TryWriteBytes(input, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, input.AsSpan(16));
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(input, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true).ToString();
    }
}
