namespace Indexing.Query.Tests;

/// <summary>Photographs of a camera that was held upright.</summary>
internal static class ExifOrientation
{
    /// <summary>Adds the tag to a JPEG file.</summary>
    public static byte[] Of(byte[] jpeg, byte orientation) =>
    [
        .. jpeg[..2],
        0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
        .. jpeg[2..],
    ];
}
