using System.Buffers.Binary;
using System.Text;

namespace Indexing.Vision.Tests.Imaging;

/// <summary>Builds by hand what no encoder writes willingly.</summary>
internal static class FileSurgery
{
    /// <summary>A TIFF block with nothing but the orientation (Exif 2.32, section 4.6).</summary>
    public static byte[] ExifBlock(int orientation) =>
        [(byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];

    /// <summary>Puts an APP1 segment right after the JPEG's first marker.</summary>
    public static byte[] WithExif(byte[] jpeg, byte[] block)
    {
        byte[] content = [.. "Exif\0\0"u8, .. block];
        return [.. jpeg[..2], 0xFF, 0xE1, .. BigEndian((ushort)(content.Length + 2)), .. content, .. jpeg[2..]];
    }

    public static byte[] PngHeader(uint width, uint height) =>
        [.. PngChunkOf("IHDR", [.. BigEndian(width), .. BigEndian(height), 8, 2, 0, 0, 0])];

    /// <summary>A PNG that declares a size and holds a few bytes of pixels.</summary>
    public static byte[] PngOfDeclaredSize(uint width, uint height) =>
    [
        0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10,
        .. PngHeader(width, height), .. PngChunkOf("IDAT", Zlib(new byte[64])), .. PngChunkOf("IEND", []),
    ];

    /// <summary>Adds a chunk after the PNG's header.</summary>
    public static byte[] WithPngChunk(byte[] png, string name, byte[] content) =>
        [.. png[..33], .. PngChunkOf(name, content), .. png[33..]];

    /// <summary>Extended WebP with an EXIF chunk around the only frame of a simple one.</summary>
    public static byte[] WebPWithExif(byte[] webp, int width, int height, byte[] block) =>
        Riff([.. WebPHeader(0x08, width, height), .. webp[12..], .. RiffChunk("EXIF", block)]);

    /// <summary>Animated WebP whose frames are the given simple files.</summary>
    public static byte[] AnimatedWebP(int width, int height, params byte[][] frames)
    {
        List<byte> body = [.. WebPHeader(0x02, width, height), .. RiffChunk("ANIM", [255, 255, 255, 255, 0, 0])];
        foreach (var frame in frames)
        {
            byte[] position = [0, 0, 0, 0, 0, 0, .. Three(width - 1), .. Three(height - 1), .. Three(100), 0];
            body.AddRange(RiffChunk("ANMF", [.. position, .. frame[12..]]));
        }
        return Riff([.. body]);
    }

    private static byte[] WebPHeader(byte flags, int width, int height) =>
        RiffChunk("VP8X", [flags, 0, 0, 0, .. Three(width - 1), .. Three(height - 1)]);

    private static byte[] Riff(byte[] body) => [.. "RIFF"u8, .. LittleEndian((uint)body.Length + 4), .. "WEBP"u8, .. body];

    private static byte[] RiffChunk(string name, byte[] content) =>
        [.. Encoding.ASCII.GetBytes(name), .. LittleEndian((uint)content.Length), .. content, .. new byte[content.Length % 2]];

    private static byte[] PngChunkOf(string name, byte[] content)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(name), .. content];
        return [.. BigEndian((uint)content.Length), .. body, .. BigEndian(Crc(body))];
    }

    private static byte[] Zlib(byte[] data)
    {
        using MemoryStream target = new();
        using (System.IO.Compression.ZLibStream zlib = new(target, System.IO.Compression.CompressionLevel.Fastest)) zlib.Write(data);
        return target.ToArray();
    }

    /// <summary>CRC-32 of PNG's appendix D, bit by bit.</summary>
    private static uint Crc(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
        }
        return ~crc;
    }

    private static byte[] Three(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16)];

    private static byte[] LittleEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] BigEndian(ushort value) => [(byte)(value >> 8), (byte)value];
}
