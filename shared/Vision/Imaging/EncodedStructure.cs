using System.Buffers.Binary;

namespace Indexing.Vision.Imaging;

/// <summary>
/// Tells a file that ends too early from one whose content is damaged, by its structure alone: libvips keeps its error text in one
/// buffer for all threads, so under load the text may belong to another picture.
/// </summary>
internal static class EncodedStructure
{
    private const int PngHeaderLength = 8, PngChunkFrame = 12, RiffHeaderLength = 8;

    /// <summary>Whether the file ends before its own structure does.</summary>
    internal static bool EndsEarly(EncodedFormat format, ReadOnlySpan<byte> file) => format switch
    {
        EncodedFormat.Jpeg => !HasJpegEnd(file),
        EncodedFormat.Png => !HasPngEnd(file),
        EncodedFormat.WebP => file.Length < RiffHeaderLength + (long)BinaryPrimitives.ReadUInt32LittleEndian(file[4..]),
        _ => false,
    };

    /// <summary>Width x height of a PNG's first chunk: libpng refuses sizes of more than a million, which is not damage.</summary>
    internal static (long Width, long Height) PngSize(ReadOnlySpan<byte> file) => file.Length < 24
        ? (0, 0)
        : (BinaryPrimitives.ReadUInt32BigEndian(file[16..]), BinaryPrimitives.ReadUInt32BigEndian(file[20..]));

    /// <summary>Segments up to the first scan are skipped by their length (an EXIF preview has an end mark of its own).</summary>
    private static bool HasJpegEnd(ReadOnlySpan<byte> file)
    {
        const byte Mark = 0xFF, Scan = 0xDA, End = 0xD9;
        var at = 2;
        while (at + 4 <= file.Length && file[at] == Mark)
        {
            var kind = file[at + 1];
            if (kind == Mark) { at++; continue; }
            if (kind == Scan) return file[at..].LastIndexOf([Mark, End]) >= 0;
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
        }
        // Past the end inside a segment: early. Anything else that is no segment: damage.
        return at + 4 <= file.Length;
    }

    private static bool HasPngEnd(ReadOnlySpan<byte> file)
    {
        long at = PngHeaderLength;
        while (at + PngChunkFrame <= file.Length)
        {
            var chunk = file[(int)at..];
            if (chunk.Slice(4, 4).SequenceEqual("IEND"u8)) return true;
            at += PngChunkFrame + (long)BinaryPrimitives.ReadUInt32BigEndian(chunk);
        }
        return false;
    }
}
